namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of <c>host --code</c> and <c>host --autopunch</c>: what becomes of the way for opponents.</summary>
internal sealed record HostPath
{
    public string Command { get; } = "host";

    /// <summary>Gets <c>code</c>, <c>codeLost</c>, <c>codeClosed</c>, <c>codeRefused</c>, <c>relayFound</c>, <c>relayLost</c> or <c>peerComing</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Gets over which path: <c>code</c> or <c>autopunch</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the code to share, or the one that ended.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the opponent that comes, or <see langword="null"/>.</summary>
    public string? Peer { get; init; }

    /// <summary>Gets the word by which the rendezvous refused, or <see langword="null"/>.</summary>
    public string? Refusal { get; init; }
}
