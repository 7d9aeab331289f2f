namespace Smash64.Kaillera.Console.Reports;

/// <summary>The kinds of errors, as scripts see them.</summary>
internal static class ErrorKinds
{
    public const string BadInput = "badInput";
    public const string Service = "service";
    public const string Network = "network";
    public const string Cancelled = "cancelled";
    public const string Internal = "internal";
}
