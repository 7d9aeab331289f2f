using System.Net;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Whom a check asks.</summary>
/// <param name="Target">The host; or the rendezvous, where there is a code.</param>
/// <param name="Code">The connect code by which the host is looked up, or <see langword="null"/>.</param>
internal readonly record struct CheckSubject(IPEndPoint Target, ConnectCode? Code = null)
{
    /// <summary>Gets what checks are counted by: nobody's address is a code's own.</summary>
    public object LimitKey => Code is { } code ? code : Target.Address;
}
