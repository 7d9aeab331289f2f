using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Tests;

/// <inheritdoc cref="PublicSurface"/>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicSurface_IsWhatWasReviewed() => PublicSurface.ShouldBeWhatWasReviewed(typeof(P2PProbe).Assembly, "Smash64.Kaillera.Tests");
}
