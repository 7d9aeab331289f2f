using Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

/// <summary>What <c>server-check</c> asks and answers, sentence by sentence of the contract.</summary>
public sealed class ServerCheckTests
{
    private const string Path = "/kaillera/server-check";
    private const string Server = """{"host": "203.0.113.7", "port": 27888}""";
    private const string Nobody = """{"message": "Unable to connect", "success": false}""";

    [Fact]
    public async Task ServerCheck_AServer_IsPingedThreeTimesAndSentNothingElse()
    {
        await using var server = UdpTarget.Doorway();
        await using var service = await CheckerService.StartAsync();

        var answer = await service.Client.PostAnswerAsync(Path, $$"""{"host": "127.0.0.1", "port": {{server.Port}}}""");

        answer.Status.Should().Be(200);
        answer.Text.Should().MatchRegex("""^\{"message": "[0-9]+ms", "success": true\}$""");
        server.Received.Select(Encoding.ASCII.GetString).Should().Equal("PING\0", "PING\0", "PING\0");
    }

    [Theory]
    [InlineData(42.0, "42ms")]
    [InlineData(42.9, "42ms")]
    [InlineData(0.4, "0ms")]
    [InlineData(1234.5, "1234ms")]
    public async Task ServerCheck_ServerAnswers_TellsTheMeanInWholeMilliseconds(double mean, string message)
    {
        var probe = ScriptedServerProbe.Finding(mean);
        await using var service = await StartAsync(probe);

        var answer = await service.Client.PostAnswerAsync(Path, Server);

        (answer.Status, answer.Text).Should().Be((200, $$"""{"message": "{{message}}", "success": true}"""));
        probe.Calls.Should().Equal((IPEndPoint.Parse("203.0.113.7:27888"), 3));
    }

    [Fact]
    public async Task ServerCheck_NothingAnswers_IsUnableToConnect()
    {
        await using var service = await StartAsync(ScriptedServerProbe.Finding(null));

        var answer = await service.Client.PostAnswerAsync(Path, Server);

        (answer.Status, answer.Text).Should().Be((200, Nobody));
    }

    [Fact]
    public async Task ServerCheck_NoWayThere_IsUnableToConnectAndNobodysFault()
    {
        await using var service = await StartAsync(
            new ScriptedServerProbe((_, _) => Task.FromException<KailleraPingResult>(new SocketException((int)SocketError.NetworkUnreachable)))
        );

        var answer = await service.Client.PostAnswerAsync(Path, Server);

        (answer.Status, answer.Text).Should().Be((400, Nobody));
    }

    [Fact]
    public async Task ServerCheck_TakesTooLong_IsStoppedAndToldToComeBack()
    {
        var stopped = new TaskCompletionSource();
        await using var service = await StartAsync(
            new ScriptedServerProbe(
                async (_, cancellationToken) =>
                {
                    await using var registration = cancellationToken.Register(stopped.SetResult);
                    await stopped.Task;
                    throw new OperationCanceledException(cancellationToken);
                }
            ),
            options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.RequestTimeout = TimeSpan.FromSeconds(1.1);
            }
        );

        var answer = await service.Client.PostAnswerAsync(Path, Server);

        answer.Status.Should().Be(503);
        answer.Header("Retry-After").Should().Be("1");
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        stopped.Task.IsCompleted.Should().BeTrue("the pings end with the request");
    }

    [Fact]
    public async Task ServerCheck_ListOfFifty_FitsTheDefaultLimitsAtOnce()
    {
        var probe = ScriptedServerProbe.Finding(42);
        await using var service = await StartAsync(probe, options => options.Limits = new KailleraApiLimits());

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 50).Select(number => service.Client.PostAnswerAsync(Path, $$"""{"host": "203.0.113.{{number}}", "port": 27888}"""))
        );

        answers.Should().OnlyContain(static answer => answer.Status == 200);
        probe.Calls.Should().HaveCount(50);
    }

    [Fact]
    public async Task ServerCheck_ClientOverItsLimit_IsRefusedUntilRetryAfterAndPingsNobody()
    {
        var probe = ScriptedServerProbe.Finding(42);
        await using var service = await StartAsync(probe, options => options.Limits.ChecksPerClientPerMinute = 1);
        await service.Client.PostAnswerAsync(Path, Server);

        var answer = await service.Client.PostAnswerAsync(Path, """{"host": "203.0.113.8", "port": 27888}""");

        answer.Status.Should().Be(429);
        int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).Should().BeInRange(1, 60);
        probe.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task ServerCheck_TargetOverItsLimit_IsRefusedOnEveryPortAndPingedNoMore()
    {
        var probe = ScriptedServerProbe.Finding(42);
        await using var service = await StartAsync(probe, options => options.Limits.ChecksPerTargetPerMinute = 1);
        await service.Client.PostAnswerAsync(Path, Server);

        var refused = await service.Client.PostAnswerAsync(Path, """{"host": "203.0.113.7", "port": 27889}""");
        var other = await service.Client.PostAnswerAsync(Path, """{"host": "203.0.113.8", "port": 27888}""");

        refused.Status.Should().Be(429);
        refused.Json.GetProperty("message").GetString().Should().StartWith("This address has been checked too often");
        other.Status.Should().Be(200);
        probe.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task ServerCheck_Datagrams_CountAsThree()
    {
        var probe = ScriptedServerProbe.Finding(42);
        await using var service = await StartAsync(probe, options => options.Limits.MaxDatagramsPerSecond = 40);

        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(_ => service.Client.PostAnswerAsync(Path, Server)));

        answers.Count(static answer => answer.Status == 200).Should().BeGreaterThanOrEqualTo(13, "40 a second are enough for so many");
        answers.Where(static answer => answer.Status != 200).Should().OnlyContain(static answer => answer.Status == 503);
        probe.Calls.Should().HaveCount(answers.Count(static answer => answer.Status == 200));
    }

    [Fact]
    public async Task ServerCheck_NoPlaceLeft_IsRefusedUntilOneIsFree()
    {
        var asked = new TaskCompletionSource();
        var end = new TaskCompletionSource<KailleraPingResult>();
        await using var service = await StartAsync(
            new ScriptedServerProbe(
                (server, _) =>
                {
                    asked.TrySetResult();
                    return end.Task;
                }
            ),
            options => options.Limits.MaxChecksInFlight = 1
        );
        var first = service.Client.PostAnswerAsync(Path, Server);
        await asked.Task.WaitAsync(Eventually.Patience);

        (await service.Client.PostAnswerAsync(Path, Server)).Status.Should().Be(503);

        end.SetResult(new KailleraPingResult(IPEndPoint.Parse("203.0.113.7:27888"), KailleraPingStatus.NoResponse));
        (await first).Status.Should().Be(200);
        (await service.Client.PostAnswerAsync(Path, Server)).Status.Should().Be(200, "the place is free again");
    }

    private static Task<CheckerService> StartAsync(ScriptedServerProbe probe, Action<KailleraApiOptions>? configure = null) =>
        CheckerService.StartAsync(configure, build => build.Services.AddSingleton<IKailleraServerProbe>(probe));
}
