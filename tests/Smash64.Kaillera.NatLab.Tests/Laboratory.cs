using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>
/// An internet in a network namespace of this machine, with a checker service in it, to which tests connect homes of their own. Nothing
/// leaves the namespaces. Their addresses outside of the homes are public ones, since routers refuse others.
/// </summary>
public sealed class Laboratory : IAsyncLifetime, IDisposable
{
    /// <summary>The environment variable that makes a missing laboratory a failure: <c>required</c>.</summary>
    private const string Demand = "SMASH64_NAT_LAB";

    private readonly string _prefix = $"k{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
    private Process? _service;
    private int _homes;

    /// <summary>Gets the service's address.</summary>
    public static string Service => "http://100.200.0.9:5000";

    internal string Internet => $"{_prefix}-net";

    private string? WhyNot { get; set; }

    public async Task InitializeAsync()
    {
        WhyNot = await FindObstacleAsync();
        if (WhyNot is not null)
        {
            return;
        }

        await Shell.RunAsync(
            $"""
            ip netns add {Internet}
            ip -n {Internet} link set lo up
            ip -n {Internet} link add wan type bridge
            ip -n {Internet} addr add 100.200.0.9/24 dev wan
            ip -n {Internet} addr add 100.200.0.10/24 dev wan
            ip -n {Internet} link set wan up
            """
        );
        _service = StartService();
        await Shell.UntilAsync(
            "the service answers",
            async () => (await Shell.TryRunAsync($"ip netns exec {Internet} bash -c 'exec 3<>/dev/tcp/100.200.0.9/5000'")).ExitCode == 0
        );
    }

    public async Task DisposeAsync()
    {
        if (_service is not null)
        {
            _service.Kill();
            await _service.WaitForExitAsync();
            _service.Dispose();
            await Shell.RunAsync($"ip netns del {Internet}");
        }
    }

    public void Dispose() => _service?.Dispose();

    /// <summary>Connects a home. Without a laboratory the test is skipped, or fails where one is demanded.</summary>
    /// <param name="plan">What kind of home.</param>
    internal async Task<Home> ConnectAsync(HomePlan? plan = null)
    {
        if (WhyNot is not null && Environment.GetEnvironmentVariable(Demand) == "required")
        {
            throw new InvalidOperationException($"{Demand} demands a laboratory. {WhyNot}");
        }

        Skip.IfNot(WhyNot is null, WhyNot);
        _homes++;
        return await Home.BuildAsync($"{_prefix}-{_homes.ToString(CultureInfo.InvariantCulture)}", Internet, plan ?? new HomePlan());
    }

    /// <summary>Starts our program in the internet, where nothing translates.</summary>
    internal KailleraProgram Start(params IEnumerable<string> args) => Home.StartIn(Internet, args);

    private static async Task<string?> FindObstacleAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Network namespaces are Linux' own.";
        }

        foreach (var tool in (string[])["bash", "ip", "nft", "miniupnpd", "upnpc"])
        {
            if (!await HasAsync(tool))
            {
                return $"The laboratory wants {tool}: apt-get install iproute2 nftables miniupnpd miniupnpc";
            }
        }

        var (exitCode, output) = await Shell.TryRunAsync("ip netns add k-try && ip netns del k-try");
        return exitCode == 0 ? null : $"Network namespaces can't be made here, which root may do: {output.Trim()}";
    }

    private static async Task<bool> HasAsync(string tool)
    {
        try
        {
            return (await Shell.TryRunAsync($"command -v {tool}")).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // not even bash
        }
    }

    private Process StartService()
    {
        var content = Path.Combine(Repository.Root, "samples", "Smash64.Kaillera.Web");
        var start = new ProcessStartInfo(
            "ip",
            [
                "netns",
                "exec",
                Internet,
                KailleraProgram.Dotnet,
                "exec",
                Path.Combine(AppContext.BaseDirectory, "Smash64.Kaillera.Web.dll"),
                "--contentRoot",
                content,
            ]
        );
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Service;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Kaillera__Vantage__Name"] = "lab-1";
        start.Environment["Kaillera__Limits__ShareResultsFor"] = "00:00:00"; // each home has the same address
        start.Environment["Kaillera__Stun__Port"] = "3478";
        start.Environment["Kaillera__Stun__Address"] = "100.200.0.9";
        start.Environment["Kaillera__Stun__OtherAddress"] = "100.200.0.10";
        return Process.Start(start)!;
    }
}

/// <summary>All tests share one internet, and go one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OneLaboratory : ICollectionFixture<Laboratory>
{
    public const string Name = "Laboratory";
}
