using System.Diagnostics;

namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>
/// A home behind a router with a real miniupnpd, in network namespaces: the player's computer is 192.168.77.10 (and .11), the router
/// 192.168.77.1 and, towards the internet, the plan's address, which a router in between may have instead.
/// </summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly string _name;
    private readonly string _internet;
    private readonly HomePlan _plan;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nat-lab-");
    private Process? _daemon;
    private int _httpPort = 5000;

    private Home(string name, string internet, HomePlan plan)
    {
        _name = name;
        _internet = internet;
        _plan = plan;
    }

    // Told where the router is: a search takes it two seconds.
    private string Client => $"upnpc -m eth0 -u http://192.168.77.1:{_httpPort}/rootDesc.xml";

    private string Public => _plan.Address;

    private string Player => $"{_name}-home";

    private string Router => $"{_name}-router";

    private string Outer => $"{_name}-outer";

    private string RouterAddress => _plan.Between is { } network ? $"{network}.7" : Public;

    public static async Task<Home> BuildAsync(string name, string internet, HomePlan plan)
    {
        var home = new Home(name, internet, plan);
        try
        {
            await home.WireAsync();
            await home.StartRouterAsync();
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts our program on the player's computer. A signal reaches it even where the tests' own shell ignores it.</summary>
    public KailleraProgram Start(params IEnumerable<string> args) => StartIn(Player, args);

    /// <summary>Runs our program on the player's computer.</summary>
    public async Task<ProgramRun> RunAsync(params IEnumerable<string> args)
    {
        using var program = Start(args);
        return await program.EndAsync();
    }

    /// <summary>Starts a practice host on the player's computer.</summary>
    public async Task<KailleraProgram> HostAsync(params IEnumerable<string> args)
    {
        var host = Start(["host", "--json", .. args]);
        await host.ReadEventAsync("listening");
        return host;
    }

    /// <summary>Has the doctor look, with the service in the internet.</summary>
    public async Task<JsonElement> ExamineAsync(params IEnumerable<string> args) =>
        (await RunAsync(["doctor", "--json", "--via", Laboratory.Service, .. args])).Json;

    /// <summary>Tells whether somebody in the internet is answered by the host at the home's public address.</summary>
    public async Task<bool> IsReachedFromInternetAsync(int port = 27886)
    {
        using var program = StartIn(_internet, ["check", $"{Public}:{port}", "--json"]);
        return (await program.EndAsync()).Json.GetProperty("reachable").GetBoolean();
    }

    /// <summary>Lists the router's mappings, by an independent client.</summary>
    public async Task<string> ListMappingsAsync() => (await Shell.TryRunAsync($"ip netns exec {Player} {Client} -l")).Output;

    /// <summary>Lists the mappings as the router keeps them, whatever it speaks.</summary>
    public Task<string> ListRulesAsync() => Shell.RunAsync($"ip netns exec {Router} nft list chain inet filter prerouting_miniupnpd");

    /// <summary>Makes a mapping, by an independent client.</summary>
    public Task MapAsync(string to, string protocol) => Shell.RunAsync($"ip netns exec {Player} {Client} -a {to} 27886 27886 {protocol}");

    /// <summary>Restarts the router's daemon, which forgets all, and has another port for UPnP afterwards.</summary>
    public async Task RestartRouterAsync()
    {
        await StopRouterAsync();
        _httpPort++;
        await Shell.RunAsync(
            $$"""
            for chain in miniupnpd prerouting_miniupnpd postrouting_miniupnpd; do
              ip netns exec {{Router}} nft flush chain inet filter $chain
            done
            """
        );
        await StartRouterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopRouterAsync();
        await Shell.TryRunAsync($"for n in {Player} {Router} {Outer}; do ip netns del $n || true; done");
        _folder.Delete(recursive: true);
    }

    /// <summary>Starts our program in a namespace.</summary>
    public static KailleraProgram StartIn(string place, IEnumerable<string> args) =>
        KailleraProgram.Start("env", ["--default-signal", "ip", "netns", "exec", place, .. KailleraProgram.CommandLine, .. args]);

    private async Task WireAsync()
    {
        await Shell.RunAsync(
            $"""
            for n in {Player} {Router}; do ip netns add $n; ip -n $n link set lo up; done
            ip link add eth0 netns {Player} type veth peer name lan netns {Router}
            ip -n {Player} addr add 192.168.77.10/24 dev eth0
            ip -n {Player} addr add 192.168.77.11/24 dev eth0
            ip -n {Router} addr add 192.168.77.1/24 dev lan
            ip -n {Player} link set eth0 up
            ip -n {Router} link set lan up
            ip -n {Player} route add default via 192.168.77.1
            """
        );
        if (_plan.Between is { } network)
        {
            await Shell.RunAsync(
                $"""
                ip netns add {Outer}
                ip -n {Outer} link set lo up
                ip link add wan netns {Router} type veth peer name lan netns {Outer}
                ip -n {Router} addr add {RouterAddress}/24 dev wan
                ip -n {Outer} addr add {network}.1/24 dev lan
                ip -n {Outer} link set lan up
                ip -n {Router} link set wan up
                ip -n {Router} route add default via {network}.1
                """
            );
            await ConnectAsync(Outer);
            await TranslateAsync(Outer);
        }
        else
        {
            await ConnectAsync(Router);
        }

        await TranslateAsync(Router);
    }

    // The veth's far end is a port of the internet's switch.
    private async Task ConnectAsync(string router) =>
        await Shell.RunAsync(
            $"""
            ip link add wan netns {router} type veth peer name {_name} netns {_internet}
            ip -n {router} addr add {Public}/24 dev wan
            ip -n {router} link set wan up
            ip -n {_internet} link set {_name} master wan up
            """
        );

    // What is not asked for from inside is dropped; the chains' names are those that miniupnpd looks for.
    private async Task TranslateAsync(string router) =>
        await Shell.RunAsync(
            $$"""
            ip netns exec {{router}} sysctl -qw net.ipv4.ip_forward=1
            ip netns exec {{router}} nft -f - <<RULES
            table inet filter {
              chain miniupnpd { }
              chain prerouting_miniupnpd { }
              chain postrouting_miniupnpd { }
              chain forward {
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                iifname "lan" accept
                jump miniupnpd
              }
              chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
              chain postrouting {
                type nat hook postrouting priority 100
                jump postrouting_miniupnpd
                oifname "wan" masquerade {{(_plan.IsSymmetric ? "random,fully-random" : string.Empty)}}
              }
              chain questions {
                type filter hook input priority 0
                {{(_plan.DropsStrays ? "iifname \"wan\" ct state new drop" : string.Empty)}}
                {{(_plan.Speaks("natpmp") ? string.Empty : "udp dport 5351 @th,64,8 0 drop")}}
                {{(_plan.Speaks("pcp") ? string.Empty : "udp dport 5351 @th,64,8 2 drop")}}
              }
            }
            RULES
            """
        );

    private async Task StartRouterAsync()
    {
        if (_plan.Protocols.Length == 0)
        {
            return;
        }

        var settings = Path.Combine(_folder.FullName, "miniupnpd.conf");
        await File.WriteAllTextAsync(
            settings,
            $"""
            ext_ifname=wan
            listening_ip=lan
            http_port={_httpPort}
            enable_natpmp={YesNo(_plan.Speaks("natpmp") || _plan.Speaks("pcp"))}
            enable_upnp={YesNo(_plan.Speaks("upnp"))}
            secure_mode={YesNo(!_plan.IsTrusting)}
            min_lifetime=2
            max_lifetime=86400
            uuid=00000000-0000-0000-0000-000000000001
            allow 1024-65535 192.168.77.0/24 1024-65535
            deny 0-65535 0.0.0.0/0 0-65535

            """
        );
        _daemon = Process.Start(
            new ProcessStartInfo(
                "ip",
                ["netns", "exec", Router, "miniupnpd", "-d", "-f", settings, "-P", Path.Combine(_folder.FullName, "pid")]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _daemon.OutputDataReceived += static (_, _) => { };
        _daemon.ErrorDataReceived += static (_, _) => { };
        _daemon.BeginOutputReadLine();
        _daemon.BeginErrorReadLine();
        var port = _plan.Speaks("upnp") ? 1900 : 5351;
        await Shell.UntilAsync(
            "the router listens",
            async () => (await Shell.RunAsync($"ip netns exec {Router} ss -Huln sport = :{port}")).Length > 0
        );
    }

    private async Task StopRouterAsync()
    {
        if (_daemon is null)
        {
            return;
        }

        _daemon.Kill();
        await _daemon.WaitForExitAsync();
        _daemon.Dispose();
        _daemon = null;
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
