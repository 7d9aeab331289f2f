using System.Text.Json;

namespace Smash64.Kaillera.Nat;

/// <summary>What a <see cref="IHostDoctor"/> found. A port that it opened stays open until this is disposed of.</summary>
/// <param name="Port">The host's UDP port.</param>
/// <param name="Conclusion">The one thing that explains what was found.</param>
/// <param name="Rings">What was found, from the inside to the outside.</param>
public sealed record HostDiagnosis(int Port, HostConclusion Conclusion, IReadOnlyList<HostRing> Rings) : IAsyncDisposable
{
    /// <summary>Gets the conclusion in plain words.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Gets what to do, most promising first.</summary>
    public IReadOnlyList<HostNextStep> NextSteps { get; init; } = [];

    /// <summary>Gets a value indicating whether opponents reach this host; <see langword="null"/> when nobody far away could tell.</summary>
    public bool? IsReachable { get; init; }

    /// <summary>Gets this computer's address in its network, or <see langword="null"/> without a way out.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Gets the address that the internet sees, or <see langword="null"/> when nobody told.</summary>
    public IPAddress? PublicAddress { get; init; }

    /// <summary>Gets the router, or <see langword="null"/> when there is none.</summary>
    public Gateway? Gateway { get; init; }

    /// <summary>Gets to whom the router leads the port, as far as it tells.</summary>
    public PortMappingEntry? Entry { get; init; }

    /// <summary>Gets how the NAT names this computer's ports to different places.</summary>
    public NatMapping NatMapping { get; init; }

    /// <summary>Gets the port that was opened and is kept open, or <see langword="null"/>.</summary>
    public PortMapping? Mapping { get; init; }

    /// <summary>Gets a value indicating whether a port was opened and nothing more is known to be in the way.</summary>
    public bool IsFixed => Mapping is not null && IsReachable != false && Conclusion is HostConclusion.Reachable or HostConclusion.Unknown;

    /// <summary>Writes what was found for a chat: without addresses, but those that everybody has (127.0.0.1).</summary>
    /// <returns>Lines, parted by <c>\n</c>.</returns>
    public string ToShareableText()
    {
        var rings = Rings.Select(static ring => $"{ring.Kind}: {ring.State}. {ring.Text}");
        var steps = NextSteps.Select(static step => $"- {step.Text}");
        var text = string.Join(
            '\n',
            [$"UDP port {Port}: {JsonNamingPolicy.KebabCaseLower.ConvertName(Conclusion.ToString())}. {Reason}", .. rings, .. steps]
        );
        return Diagnosis.AddressMask.Hide(text);
    }

    /// <summary>Gives back the port that was opened, if any.</summary>
    /// <returns>A task that completes when the router has been told, within 3 seconds.</returns>
    public ValueTask DisposeAsync() => Mapping?.DisposeAsync() ?? ValueTask.CompletedTask;
}
