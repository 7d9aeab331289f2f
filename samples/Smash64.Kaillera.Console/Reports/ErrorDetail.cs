namespace Smash64.Kaillera.Console.Reports;

/// <summary>The error itself.</summary>
/// <param name="Kind">One of <see cref="ErrorKinds"/>.</param>
/// <param name="Message">A sentence for people; it may change.</param>
/// <param name="HttpStatus">The status a checker service answered with, or <see langword="null"/>.</param>
internal sealed record ErrorDetail(string Kind, string Message, int? HttpStatus);
