using System.CommandLine;

namespace Smash64.Kaillera.Console.Commands;

/// <summary><c>ip</c>: asks a checker service which address this computer's calls come from.</summary>
internal static class IPCommand
{
    private static readonly ValueOption<TimeSpan> TimeLimit = CommonOptions.Timeout(
        ServiceClient.MaxTimeout,
        "How long to wait, such as 5s. [default: 15s]"
    );

    public static Command Create()
    {
        var command = new Command("ip", "Prints your public IPv4 address: the one to give to your opponent.")
        {
            CommonOptions.Via,
            TimeLimit,
        };
        command.Run(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var service = OptionText.ReadService(parsed.GetValue(CommonOptions.Via));
        var timeout = TimeLimit.Read(parsed, ServiceClient.DefaultTimeout);

        using var http = new HttpClient();
        var client = ServiceClient.Create(http, service, timeout);
        var address = await terminal.WaitAsync($"Asking {service.Host} for your address …", client.GetIPAsync(cancellationToken));

        var report = IPReport.From(address, service);
        terminal.Write(report, static json => json.IPReport, AddressDisplay.Show);
        return report.ExitCode;
    }
}
