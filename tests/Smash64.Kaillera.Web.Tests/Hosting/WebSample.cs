using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>The sample as it is, on a real Kestrel at a free port of this machine.</summary>
internal sealed class WebSample : WebApplicationFactory<Program>
{
    private static readonly Lazy<WebSample> LazyShared = new(() => Start());

    private static readonly Lazy<WebSample> LazyProxied = new(() =>
        Start(settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["KnownProxies:0"] = "127.0.0.1", ["TargetPolicy"] = "PublicAddresses" })
    );

    private readonly string _environment;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string? _listFile;

    private WebSample(string environment, IReadOnlyDictionary<string, string> settings, string? listFile)
    {
        _environment = environment;
        _settings = settings;
        _listFile = listFile;
    }

    /// <summary>Gets one in Development, without limits that tests could meet, for all tests that change nothing in it.</summary>
    public static WebSample Shared => LazyShared.Value;

    /// <summary>
    /// Gets one that takes this machine for its proxy: a visitor is whom <see cref="From"/> names, and nobody it knows if that
    /// is not said. It sends nothing to any address of this machine or of documents.
    /// </summary>
    public static WebSample Proxied => LazyProxied.Value;

    /// <summary>Gets <c>http://127.0.0.1:</c> and the port.</summary>
    public string BaseAddress => $"http://127.0.0.1:{ClientOptions.BaseAddress.Port}";

    /// <summary>Starts one.</summary>
    /// <param name="environment">Its environment.</param>
    /// <param name="port">Its port; 0 for any free one.</param>
    /// <param name="settings">Of the section <c>Kaillera</c>, by key.</param>
    /// <param name="listFile">Its file of servers; <see langword="null"/> for the usual one, which isn't there.</param>
    public static WebSample Start(
        string environment = "Development",
        int port = 0,
        IReadOnlyDictionary<string, string>? settings = null,
        string? listFile = null
    )
    {
        var sample = new WebSample(environment, settings ?? new Dictionary<string, string>(StringComparer.Ordinal), listFile);
        sample.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        sample.StartServer();
        return sample;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        catch (ObjectDisposedException)
        {
            // The program ends as soon as its host stops, and was faster to dispose of it than the factory to stop it.
        }
    }

    /// <summary>Makes the headers of a proxy that forwards for somebody.</summary>
    public static IReadOnlyDictionary<string, string> From(string address) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = address };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        if (_listFile is not null)
        {
            builder.UseSetting("ServerStatus:ListFile", _listFile);
        }

        foreach (
            var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Limits:ChecksPerClientPerMinute"] = "100000",
                ["Limits:ChecksPerTargetPerMinute"] = "100000",
                ["Limits:RequestsPerClientPerMinute"] = "1000000",
                ["Limits:MaxDatagramsPerSecond"] = "0",
                ["History:Enabled"] = "false", // lists of tests name addresses that nobody may be sent anything at
                ["History:File"] = "",
            }.Concat(_settings)
        )
        {
            builder.UseSetting($"Kaillera:{key}", value);
        }
    }
}
