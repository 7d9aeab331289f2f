namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>What a bulk call has done so far.</summary>
internal sealed class BulkFigures
{
    /// <summary>Gets or sets how many conversations are under way.</summary>
    public int Active { get; set; }

    /// <summary>Gets or sets how many conversations have ended with a result.</summary>
    public long Concluded { get; set; }

    /// <summary>Gets or sets how many datagrams were sent.</summary>
    public long Sent { get; set; }

    /// <summary>Gets or sets how many datagrams came for a conversation under way.</summary>
    public long Received { get; set; }

    /// <summary>Gets or sets how many datagrams came from elsewhere, or too late.</summary>
    public long Strays { get; set; }

    /// <summary>Gets or sets how many datagrams the system dropped because the receive buffer was full.</summary>
    public long Drops { get; set; }
}
