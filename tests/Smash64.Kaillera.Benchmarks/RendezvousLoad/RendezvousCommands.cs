using System.CommandLine;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Benchmarks.RendezvousLoad;

/// <summary>What a rendezvous with thousands of hosts costs.</summary>
internal static class RendezvousCommands
{
    private static readonly Option<int> Hosts = new("--hosts")
    {
        Description = "How many hosts keep their sessions, every 10 s.",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int> Joins = new("--joins")
    {
        Description = "How many joiners ask for a code each second.",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long it is measured.",
        DefaultValueFactory = _ => 20,
    };

    public static Command CreateServe()
    {
        var command = new Command(
            "rendezvous-serve",
            "A rendezvous with claimed codes; prints its port, then its processor time for each line."
        )
        {
            Hosts,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var options = new RendezvousServerOptions
                {
                    Address = IPAddress.Loopback,
                    Port = 0,
                    MaxSessionsPerAddress = 1_000_000,
                    MaxQuestionsPerAddressPerSecond = 1_000_000,
                    MaxQuestionsPerSecond = 1_000_000,
                    MaxJoinsPerAddressPerMinute = 1_000_000,
                };
                await using var server = await RendezvousServer.StartAsync(
                    options,
                    new ClaimedCodes(parsed.GetValue(Hosts)),
                    cancellationToken: cancellationToken
                );
                Console.WriteLine(server.EndPoint.Port);
                while (await Console.In.ReadLineAsync(cancellationToken) is not null)
                {
                    Console.WriteLine($"{Environment.CpuUsage.TotalTime.TotalMilliseconds:0} {Environment.WorkingSet}");
                }

                return 0;
            }
        );
        return command;
    }

    public static Command CreateLoad()
    {
        var command = new Command("rendezvous-load", "Processor time, memory and latency of a rendezvous with many hosts.")
        {
            Hosts,
            Joins,
            Seconds,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RendezvousRun.RunAsync(
                    parsed.GetValue(Hosts),
                    parsed.GetValue(Joins),
                    TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
                    cancellationToken
                )
        );
        return command;
    }
}
