using System.Diagnostics;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Waits for what another thread or the network is about to do.</summary>
internal static class Eventually
{
    /// <summary>How long nothing takes, even on a machine with busy cores.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task UntilAsync(Func<bool> condition, string because) => UntilAsync(() => Task.FromResult(condition()), because);

    public static async Task UntilAsync(Func<Task<bool>> condition, string because)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            (Stopwatch.GetElapsedTime(start) < Patience).Should().BeTrue(because);
            await Task.Delay(5);
        }
    }
}
