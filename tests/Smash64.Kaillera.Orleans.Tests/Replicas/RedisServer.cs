using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Orleans.Tests.Replicas;

/// <summary>A Redis of this test's own at a free port of this machine, which keeps what it is told in a file.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    /// <summary>The environment variable that makes a missing Redis a failure: <c>required</c>.</summary>
    private const string Demand = "SMASH64_REDIS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kaillera-redis");
    private readonly int _port = TcpPort.FindFree();
    private Process? _process;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Starts one. Where there is no Redis the test is skipped, or fails if one is demanded.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(static folder => File.Exists(Path.Combine(folder, "redis-server")));
        if (!isThere && Environment.GetEnvironmentVariable(Demand) == "required")
        {
            throw new InvalidOperationException($"{Demand} demands a Redis: apt-get install redis-server");
        }

        Skip.IfNot(isThere, "Replicas find each other in a Redis: apt-get install redis-server");
        var redis = new RedisServer();
        await redis.ResumeAsync();
        return redis;
    }

    /// <summary>Starts it again, with what it knew.</summary>
    public async Task ResumeAsync()
    {
        string[] settings =
        [
            "--port",
            _port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--dir",
            _folder.FullName,
            "--appendonly",
            "yes",
            "--loglevel",
            "warning",
        ];
        _process = Process.Start("redis-server", settings);
        await Eventually.UntilAsync(() => TcpPort.IsOpenAsync(_port), "Redis answers");
    }

    /// <summary>Ends it with no warning.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }
}
