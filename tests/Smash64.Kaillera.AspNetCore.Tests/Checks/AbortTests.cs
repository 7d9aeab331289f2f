using Microsoft.AspNetCore.Builder;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class AbortTests
{
    private const int Stopped = 3001;

    [Theory]
    [InlineData("/kaillera/v1/checks")]
    [InlineData("/kaillera/p2p-check")]
    public async Task Check_CallerGoesAway_StopsAsking(string path)
    {
        await using var listener = new UdpListener();
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(10);
            options.RequestTimeout = TimeSpan.FromMinutes(1);
        });
        var connection = await service.ConnectAsync();
        await connection.WriteAsync(Request(path, listener.Port));
        await Eventually.UntilAsync(() => listener.Received.Count > 0, "it is being asked");

        await connection.DisposeAsync();

        await Eventually.UntilAsync(() => service.Log.Entries.Any(entry => entry.Id == Stopped), "nobody waits any more");
    }

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task Check_CallerGoesAwayWhileLoggedIn_LeavesTheHost(P2PHostGeneration generation)
    {
        await using var host = await PracticeHosts.StartAsync(generation);
        await using var service = await CheckerService.StartAsync();
        var connection = await service.ConnectAsync();
        await connection.WriteAsync(Request("/kaillera/v1/checks", host.EndPoint.Port));
        await host.WaitForAsync(P2PHostEventKind.Request);

        await connection.DisposeAsync();

        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so");
    }

    [Fact]
    public async Task Check_OneOfTwoCallersGoesAway_TheOtherIsAnswered()
    {
        var ended = 0;
        var probe = new ScriptedProbe();
        await using var service = await CheckerService.StartAsync(
            build: build => build.Services.AddSingleton<IP2PProbe>(probe),
            map: app =>
            {
                app.Use(
                    async (context, next) =>
                    {
                        await next(context);
                        Interlocked.Increment(ref ended);
                    }
                );
                app.MapKailleraApi();
            }
        );
        var leaver = await service.ConnectAsync();
        await leaver.WriteAsync(Request("/kaillera/v1/checks", 27886));
        var call = await probe.NextCallAsync();
        using var other = service.CreateClient("127.0.0.2");
        var stayer = other.StartCheckAsync("127.0.0.1", 27886);
        var shared = (await stayer).Json.GetProperty("isShared").GetBoolean();
        await leaver.DisposeAsync();
        await Eventually.UntilAsync(() => Volatile.Read(ref ended) == 2, "the one who left is noticed");

        call.Find(P2PProbeStatus.Responding);

        var end = await service.Client.GetEndAsync((await stayer).Header("Location")!);
        end.Verdict.Should().Be("responding");
        shared.Should().BeTrue();
        call.IsStopped.Should().BeFalse();
    }

    [Fact]
    public async Task StartCheck_RespondAsync_SurvivesItsConnection()
    {
        var probe = new ScriptedProbe();
        await using var service = await CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe));
        string link;
        using (var client = service.CreateClient("127.0.0.2"))
        {
            link = (await client.StartCheckAsync("127.0.0.1", 27886)).Header("Location")!;
        }

        (await probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        (await service.Client.GetEndAsync(link)).Verdict.Should().Be("responding");
    }

    // Large enough to pay for a login.
    private static byte[] Request(string path, int port)
    {
        var body = $$"""{"host":"self","port":{{port}}}""";
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {new string('x', 200)}\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
