using System.CommandLine;
using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Commands;

/// <content>Hosts that forward no port: by their connect code, or through Autopunch.</content>
internal static partial class CheckCommand
{
    private static readonly Option<string?> Rendezvous = CommonOptions.Text(
        "--rendezvous",
        "HOST[:PORT]",
        $"Where a connect code is looked up. [default: {KailleraDefaults.RendezvousHost}:{KailleraDefaults.RendezvousPort}]"
    );

    private static readonly Option<string?> Autopunch = new("--autopunch")
    {
        Description =
            "Where nobody answers at the address itself, ask through this relay of Autopunch. "
            + $"[without a value: {KailleraDefaults.AutopunchRelayHost}:{KailleraDefaults.AutopunchRelayPort}]",
        HelpName = "HOST[:PORT]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    // A code of a session looks like a host's name of one word: what this computer knows as a name is one.
    private static async Task<ConnectCode?> ReadCodeAsync(string text, ParseResult parsed, CancellationToken cancellationToken)
    {
        var isCode = ConnectCode.TryParse(text, out var code);
        if (parsed.Has(Rendezvous))
        {
            return isCode
                ? code
                : throw CommandException.BadInput(
                    $"{Quoted.Show(text)} is no connect code, which --rendezvous is for: three or four letters, @ and a number from 1 to 999, "
                        + "or 6 to 16 letters and digits."
                );
        }

        if (!isCode || code.IsClaimed || !text.Any(char.IsAsciiDigit))
        {
            return isCode && code.IsClaimed ? code : null;
        }

        try
        {
            await HostNames.FindAsync(new DnsEndPoint(text.Trim(), KailleraDefaults.P2PPort), cancellationToken);
            return null;
        }
        catch (HostNameException)
        {
            return code;
        }
    }

    private static async Task<CheckReport> AskByCodeAsync(
        ConnectCode code,
        ParseResult parsed,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        RefuseWhatIsForAddresses(code, parsed);
        var options = ReadOptions(parsed, P2PProbeMode.Knock);
        await using var probe = new ConnectCodeProbe();
        var settings = new ConnectCodeProbeOptions { Host = options, Rendezvous = ThirdParty.ReadRendezvous(parsed.GetValue(Rendezvous)) };
        var result = await terminal.WaitAsync(
            $"Asking {settings.Rendezvous.Host} for {code} …",
            probe.ProbeAsync(code, settings, cancellationToken)
        );
        return CheckReport.From(result, options);
    }

    private static async Task<CheckReport> AskServiceAsync(
        ConnectCode code,
        ParseResult parsed,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        RefuseWhatIsForAddresses(code, parsed);
        RefuseWhatIsFromHere(parsed);
        var service = OptionText.ReadService(parsed.GetValue(CommonOptions.Via));
        var timeout = ReadTimeout(parsed, ServiceClient.MaxTimeout, ServiceClient.DefaultTimeout);
        using var http = new HttpClient();
        return await terminal.WaitAsync(
            $"{service.Host} looks up {code} …",
            ServiceClient.CheckAsync(http, service, timeout, code, cancellationToken)
        );
    }

    private static void RefuseWhatIsForAddresses(ConnectCode code, ParseResult parsed)
    {
        foreach (var option in (Option[])[Port, Autopunch])
        {
            if (parsed.Has(option))
            {
                throw CommandException.BadInput($"{option.Name} does not go with a connect code, such as {code}: leave it out.");
            }
        }
    }

    private static async Task<CheckReport> AskThroughAutopunchAsync(
        P2PProbe probe,
        (HostText Typed, P2PProbeResult Result) direct,
        P2PProbeOptions options,
        ParseResult parsed,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var relay = ThirdParty.ReadRelay(parsed.GetValue(Autopunch));
        options.Path = new AutopunchPath(await HostNames.FindAsync(relay, cancellationToken));
        var result = await terminal.WaitAsync(
            $"Nobody answers at the address itself. Asking through Autopunch's relay at {relay.Host} …",
            probe.ProbeAsync(direct.Result.EndPoint, options, cancellationToken)
        );
        var isAbout = result.IsReachable || result.Path is { Failure: P2PPathFailure.OtherPort or P2PPathFailure.Silence };
        var report = CheckReport.From(isAbout ? result : direct.Result, options, direct.Typed);
        return isAbout ? report : report with { Reason = $"{report.Reason} {result.Reason}" };
    }
}
