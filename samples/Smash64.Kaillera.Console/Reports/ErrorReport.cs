namespace Smash64.Kaillera.Console.Reports;

/// <summary>Why a command has no answer.</summary>
internal sealed record ErrorReport
{
    public required string Command { get; init; }

    public required ErrorDetail Error { get; init; }

    public required int ExitCode { get; init; }
}

/// <summary>The error itself.</summary>
/// <param name="Kind">One of <see cref="ErrorKinds"/>.</param>
/// <param name="Message">A sentence for people; it may change.</param>
/// <param name="HttpStatus">The status a checker service answered with, or <see langword="null"/>.</param>
internal sealed record ErrorDetail(string Kind, string Message, int? HttpStatus);

/// <summary>The kinds of errors, as scripts see them.</summary>
internal static class ErrorKinds
{
    public const string BadInput = "badInput";
    public const string Service = "service";
    public const string Network = "network";
    public const string Cancelled = "cancelled";
    public const string Internal = "internal";
}
