using System.Net;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Messages;

[GenerateSerializer, Immutable]
internal sealed record CheckMessage(IPEndPoint Target, string? Code, IPAddress? Caller, bool IsShared)
{
    public static CheckMessage Of(StoredCheck stored) =>
        new(stored.Check.Target, stored.Check.Subject.Code?.ToString(), stored.Caller.Address, stored.Ticket.IsShared);

    public CheckSubject ToSubject() => StartMessage.ToSubject(Target, Code);

    public Caller ToCaller() => new(Caller);
}
