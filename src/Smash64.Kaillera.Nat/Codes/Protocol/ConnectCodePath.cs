using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>The way by a code. The end point that a probe is given with it is the rendezvous', which tells where the host is.</summary>
internal sealed class ConnectCodePath(ConnectCode code) : P2PPath
{
    public override P2PPathKind Kind => P2PPathKind.Code;

    internal override bool IsToThirdParty => true;

    internal override IP2PPathFinder Find(IPEndPoint rendezvous, P2PProbeMode mode) => new CodePathFinder(code, rendezvous, mode);
}
