using System.Globalization;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>Many meetings, drawn from one seed and run on all cores.</summary>
internal static class Campaign
{
    /// <summary>The losses that are drawn: 0 to 40 %.</summary>
    public static readonly double[] Losses = [0, 0.05, 0.10, 0.20, 0.30, 0.40];

    private static readonly P2PHostGeneration[] Generations =
    [
        P2PHostGeneration.First,
        P2PHostGeneration.Second,
        P2PHostGeneration.Third,
    ];

    private static readonly P2PProbeMode[] Modes = [P2PProbeMode.Quiet, P2PProbeMode.Identify, P2PProbeMode.Knock];

    /// <summary>Gets how many meetings to run: 100,000, or what the environment variable says.</summary>
    public static int Size { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SMASH64_SIMULATION_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 100_000;

    /// <summary>Runs meetings of all generations, modes and losses with a kind of target.</summary>
    public static Meeting[] Run(int seed, int count, Target target, bool greets = false) =>
        Run(
            seed,
            count,
            (run, index) =>
            {
                var generation = Generations[index % 3];
                var mode = greets ? P2PProbeMode.Identify : Modes[index / 3 % 3];
                return new Scenario(run, target, generation, mode, Losses[index / 9 % Losses.Length], greets);
            }
        );

    public static Meeting[] Run(int seed, int count, Func<int, int, Scenario> draw)
    {
        var meetings = new Meeting[count];
        Workers.For(count, index => meetings[index] = draw(seed + index, index).Run());
        return meetings;
    }
}
