using System.CommandLine;
using Smash64.Kaillera.Benchmarks.Figures;
using Smash64.Kaillera.Benchmarks.Network;
using Smash64.Kaillera.Benchmarks.RendezvousLoad;
using Smash64.Kaillera.Benchmarks.ServiceLoad;

var clients = new Option<int>("--clients")
{
    Description = "How many clients, each with a host of its own.",
    DefaultValueFactory = _ => 1_000,
};
var seconds = new Option<int>("--seconds") { Description = "How long each phase is measured.", DefaultValueFactory = _ => 15 };
var serviceLoad = new Command("service-load", "Checks per second, latency and memory of the checker service.") { clients, seconds };
serviceLoad.SetAction(
    (parsed, cancellationToken) =>
        LoadRun.RunAsync(parsed.GetValue(clients), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken)
);

return await new RootCommand("Measures Smash64.Kaillera. Use -c Release.")
{
    FiguresCommand.Create(),
    serviceLoad,
    RendezvousCommands.CreateLoad(),
    RendezvousCommands.CreateServe(),
    NetworkCommands.CreateRespond(),
    NetworkCommands.CreateMeasure(),
}
    .Parse(args)
    .InvokeAsync();
