namespace Smash64.Kaillera.Console.Reports;

/// <summary>A piece of evidence or a next step: its code, which never changes, and the same in words.</summary>
internal sealed record CodedReport(string Code, string Text);
