using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Orleans.Tests.Replicas;

/// <summary>The web sample in a process of its own, on free ports of this machine.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<HttpClient> _clients = [];

    private Replica(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Gets all that it has said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts one that is no replica unless the settings say so.</summary>
    /// <param name="settings">Of the section <c>Kaillera</c>, by key.</param>
    public static async Task<Replica> StartAsync(params (string Key, string Value)[] settings)
    {
        var replica = new Replica(Command(settings));
        var ended = replica._process.WaitForExitAsync();
        await Task.WhenAny(replica._address.Task, ended).WaitAsync(Eventually.Patience * 2);
        replica._address.Task.IsCompleted.Should().BeTrue($"it starts; it said: {replica.Output}");
        replica.Client = replica.CreateClient("198.51.100.1");
        return replica;
    }

    /// <summary>Starts replicas of one service.</summary>
    public static Task<Replica[]> StartAsync(RedisServer redis, int count, params (string Key, string Value)[] settings) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAsync([.. Cluster(redis.Address), .. settings])));

    /// <summary>Makes the settings of a replica.</summary>
    public static (string Key, string Value)[] Cluster(string redis) =>
        [
            ("Cluster:Mode", "Redis"),
            ("Cluster:Redis", redis),
            ("Cluster:SiloPort", TcpPort.FindFree().ToString(CultureInfo.InvariantCulture)),
            ("Cluster:AdvertisedAddress", "127.0.0.1"),
        ];

    /// <summary>Runs one whose settings are wrong, to its end.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> FailAsync(params (string Key, string Value)[] settings)
    {
        await using var replica = new Replica(Command(settings));
        await replica._process.WaitForExitAsync().WaitAsync(Eventually.Patience * 2);
        replica._process.ExitCode.Should().NotBe(0);
        return replica.Output;
    }

    /// <summary>Makes a client whom a proxy, this test, would name by an address, with requests as large as a browser's.</summary>
    public HttpClient CreateClient(string from)
    {
        var client = new HttpClient { BaseAddress = _address.Task.Result, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Browser/5.0 ({new string('x', 500)})");
        _clients.Add(client);
        return client;
    }

    /// <summary>Lists the assemblies in its memory.</summary>
    public string ReadMaps() => File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/maps"));

    /// <summary>Ends it with no warning, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Command((string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(
            KailleraProgram.Dotnet,
            [
                "exec",
                Path.Combine(AppContext.BaseDirectory, "Smash64.Kaillera.Web.dll"),
                "--contentRoot",
                Path.Combine(Repository.Root, "samples", "Smash64.Kaillera.Web"),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (
            var (key, value) in new[]
            {
                ("TargetPolicy", "Any"),
                ("KnownProxies:0", "127.0.0.1"),
                ("Limits:ChecksPerClientPerMinute", "10000"),
                ("Limits:ChecksPerTargetPerMinute", "10000"),
                ("Limits:MaxDatagramsPerSecond", "0"),
            }.Concat(settings)
        )
        {
            start.Environment[$"Kaillera__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        return start;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        var at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
