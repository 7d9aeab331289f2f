namespace Smash64.Kaillera.Console;

/// <summary>Ends a command with a message for the player and an exit code.</summary>
internal sealed class CommandException(int exitCode, string kind, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Gets one of <see cref="ErrorKinds"/>.</summary>
    public string Kind { get; } = kind;

    public HttpStatusCode? HttpStatus { get; init; }

    public static CommandException BadInput(string message) => new(Console.ExitCode.BadInput, ErrorKinds.BadInput, message);

    public static CommandException Fault(string kind, string message, Exception? cause = null) =>
        new(Console.ExitCode.Fault, kind, message, cause);
}
