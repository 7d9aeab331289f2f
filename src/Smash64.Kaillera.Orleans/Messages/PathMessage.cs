using System.Net;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>What was learned of the path, on its way between replicas.</summary>
[GenerateSerializer, Immutable]
internal sealed record PathMessage(int Kind, int Failure, IPEndPoint? EndPoint, IPEndPoint? SeenEndPoint, bool IsPunched, string? Refusal)
{
    public static PathMessage Of(P2PPathEvidence path) =>
        new((int)path.Kind, (int)path.Failure, path.EndPoint, path.SeenEndPoint, path.IsPunched, path.Refusal);

    public P2PPathEvidence ToPath() =>
        new((P2PPathKind)Kind)
        {
            Failure = (P2PPathFailure)Failure,
            EndPoint = EndPoint,
            SeenEndPoint = SeenEndPoint,
            IsPunched = IsPunched,
            Refusal = Refusal,
        };
}
