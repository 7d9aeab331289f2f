using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Puts a check's grain onto the replica that makes the check.</summary>
[GenerateSerializer, Immutable]
internal sealed class HomePlacement : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class HomePlacementAttribute() : PlacementAttribute(new HomePlacement());

/// <summary>Finds that replica. Where it is gone any will do: none has the check.</summary>
internal sealed class HomeDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var id = target.GrainIdentity.Key.ToString()!;
        var home = context.GetCompatibleSilos(target).FirstOrDefault(silo => CheckHomes.IsHome(id, silo));
        return Task.FromResult(home ?? context.LocalSilo);
    }
}
