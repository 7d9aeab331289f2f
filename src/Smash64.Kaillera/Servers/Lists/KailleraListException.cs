namespace Smash64.Kaillera.Servers.Lists;

/// <summary>None of the public lists could be read.</summary>
/// <remarks>
/// One list is enough for a result: see <see cref="KailleraListReport{TEntry}.Failures"/> for those that failed beside it.
/// </remarks>
public sealed class KailleraListException : Exception
{
    /// <summary>Initializes an exception with a general message.</summary>
    public KailleraListException()
        : this("No list could be read.") { }

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong, for people.</param>
    public KailleraListException(string? message)
        : base(message) { }

    /// <summary>Initializes an exception with its cause.</summary>
    /// <param name="message">What went wrong, for people.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public KailleraListException(string? message, Exception? innerException)
        : base(message, innerException) { }

    internal KailleraListException(IReadOnlyList<KailleraListFailure> failures)
        : base(string.Join(' ', failures.Select(static failure => failure.Message)), failures[0].Exception) => Failures = failures;

    /// <summary>Gets what kept each list from being read. The message names them all.</summary>
    public IReadOnlyList<KailleraListFailure> Failures { get; init; } = [];
}
