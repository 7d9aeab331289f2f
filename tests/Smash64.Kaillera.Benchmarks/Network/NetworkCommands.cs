using System.CommandLine;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>The commands of the network parts. The last two are what the first starts in processes of their own.</summary>
internal static class NetworkCommands
{
    private static readonly Option<string> Way = new("--way")
    {
        Description = "bulk, managed or udpclient.",
        DefaultValueFactory = _ => Measurement.BulkName,
    };
    private static readonly Option<int> Targets = new("--targets") { DefaultValueFactory = _ => 10_000 };
    private static readonly Option<bool> Mixed = new("--mixed") { Description = "Every fifth host is silent." };
    private static readonly Option<int> Rounds = new("--rounds") { DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Port = new("--port");

    public static Command CreateRespond()
    {
        var command = new Command("respond", "Answers for all of 127.0.0.0/8, prints the port, and ends with its input.") { Port };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var responder = new LoopbackResponder(parsed.GetValue(Port));
                Console.WriteLine(responder.Port);
                await Console.In.ReadToEndAsync(cancellationToken);
                return 0;
            }
        );
        return command;
    }

    public static Command CreateMeasure()
    {
        var command = new Command("measure", "Measures one way and prints a line of JSON for each round.")
        {
            Way,
            Targets,
            Mixed,
            Rounds,
            Port,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Measurement.RunAsync(
                    parsed.GetValue(Way)!,
                    parsed.GetValue(Targets),
                    parsed.GetValue(Mixed),
                    parsed.GetValue(Rounds),
                    parsed.GetValue(Port),
                    cancellationToken
                )
        );
        return command;
    }
}
