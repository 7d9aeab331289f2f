using System.Net;
using Smash64.Kaillera.AspNetCore.V1;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>The wish for a check.</summary>
/// <param name="Wish">What tells it from all others: one that is sent again is the same.</param>
/// <param name="Target">The host, or the rendezvous where there is a code.</param>
/// <param name="Code">The connect code, or <see langword="null"/>.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="RequestSize">What his request weighed, in bytes.</param>
/// <param name="DirectOnly">Whether he wants no other way tried than the direct one.</param>
[GenerateSerializer, Immutable]
internal sealed record StartMessage(
    string Wish,
    IPEndPoint Target,
    string? Code,
    IPAddress? Caller,
    int RequestSize,
    bool DirectOnly
)
{
    public static StartMessage Of(CheckSubject subject, Caller caller, int requestSize, bool directOnly) =>
        new(CheckStore.NewId(), subject.Target, subject.Code?.ToString(), caller.Address, requestSize, directOnly);

    public CheckSubject ToSubject() => ToSubject(Target, Code);

    public static CheckSubject ToSubject(IPEndPoint target, string? code) =>
        new(target, ConnectCode.TryParse(code, out var parsed) ? parsed : null);
}
