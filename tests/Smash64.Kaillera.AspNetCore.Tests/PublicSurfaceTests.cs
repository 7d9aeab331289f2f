using Smash64.Kaillera.Tests;

namespace Smash64.Kaillera.AspNetCore.Tests;

/// <inheritdoc cref="PublicSurface"/>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicSurface_IsWhatWasReviewed() =>
        PublicSurface.ShouldBeWhatWasReviewed(typeof(KailleraApiOptions).Assembly, "Smash64.Kaillera.AspNetCore.Tests");
}
