using System.Net;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>The wish for a check.</summary>
[GenerateSerializer, Immutable]
internal sealed record StartMessage(IPEndPoint Target, string? Code, IPAddress? Caller, int RequestSize, bool DirectOnly)
{
    public static StartMessage Of(CheckSubject subject, Caller caller, int requestSize, bool directOnly) =>
        new(subject.Target, subject.Code?.ToString(), caller.Address, requestSize, directOnly);

    public CheckSubject ToSubject() => ToSubject(Target, Code);

    public static CheckSubject ToSubject(IPEndPoint target, string? code) =>
        new(target, ConnectCode.TryParse(code, out var parsed) ? parsed : null);
}
