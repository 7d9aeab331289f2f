namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Where the results of a bulk call go. Never waits: a call slows down when too many are unread.</summary>
internal interface IBulkOutput<TResult>
{
    /// <summary>Gets how many results nobody has read yet.</summary>
    int Unread { get; }

    /// <summary>Adds a result.</summary>
    void Write(TResult result);

    /// <summary>Shows the reader what was added.</summary>
    void Flush();
}
