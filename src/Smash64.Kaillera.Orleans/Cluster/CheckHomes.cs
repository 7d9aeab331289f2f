using System.Globalization;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Knows from a check's id which replica makes it: behind what is random it names that one.</summary>
internal sealed class CheckHomes(ISiloStatusOracle silos)
{
    private const int TagLength = 8;

    private static readonly int IdLength = CheckStore.NewId().Length + TagLength;

    /// <summary>Makes the id of a check that this replica makes.</summary>
    public string IdOf(string wish) => wish + Tag(silos.SiloAddress);

    public static bool IsHome(string id, SiloAddress silo) => id.EndsWith(Tag(silo), StringComparison.Ordinal);

    /// <summary>Tells how it stands with the replica that a stranger's text names.</summary>
    public CheckHome Find(string id)
    {
        if (id.Length != IdLength)
        {
            return CheckHome.None;
        }

        if (IsHome(id, silos.SiloAddress))
        {
            return CheckHome.Here;
        }

        foreach (var (silo, status) in silos.GetApproximateSiloStatuses(onlyActive: false))
        {
            if (IsHome(id, silo))
            {
                return status.IsTerminating() ? CheckHome.Gone : CheckHome.Elsewhere;
            }
        }

        return CheckHome.None;
    }

    // Of its address and its start: one that was started again is another.
    private static string Tag(SiloAddress silo) => silo.GetConsistentHashCode().ToString("X8", CultureInfo.InvariantCulture);
}

/// <summary>How it stands with the replica that made a check.</summary>
internal enum CheckHome
{
    /// <summary>There is none: nobody gave such an id.</summary>
    None,

    /// <summary>It is this one.</summary>
    Here,

    /// <summary>It is another one.</summary>
    Elsewhere,

    /// <summary>It stopped or died, and its checks with it.</summary>
    Gone,
}
