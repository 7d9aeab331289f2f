using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Orleans.Tests.Replicas;

/// <summary>The sample as several processes, with a real Redis: what holds for the whole service, and what a loss costs.</summary>
public sealed class ReplicaTests
{
    /// <summary>A dead replica's hosts are elsewhere in about four seconds, and a check of a silent host six here; both on a busy machine.</summary>
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(20);

    [SkippableFact]
    public async Task OneHost_TwoHundredClientsOverThreeReplicas_SeesOneConversationAtATime()
    {
        await using var redis = await RedisServer.StartAsync();
        var replicas = await Replica.StartAsync(redis, 3);
        await using var first = replicas[0];
        await using var second = replicas[1];
        await using var third = replicas[2];
        await using var host = new Visitors();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async i =>
                {
                    var client = replicas[i % 3].CreateClient(string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}"));
                    return new[] { await client.CheckAsync("127.0.0.1", host.Port), await client.CheckAsync("127.0.0.1", host.Port) };
                })
        );

        answers.SelectMany(both => both).Should().OnlyContain(answer => answer.Status == 200);
        answers.SelectMany(both => both).Select(answer => answer.Verdict).Should().OnlyContain(verdict => verdict == "no-response");
        host.Count.Should().BeInRange(2, 20, "who was told no gets a fresh look, and shares it");
        host.Turns.Should().Be(host.Count);
    }

    [SkippableFact]
    public async Task OneClient_OverHisLimit_IsRefusedByEveryReplicaAndAnyTellsOfEveryCheck()
    {
        await using var redis = await RedisServer.StartAsync();
        var replicas = await Replica.StartAsync(redis, 2, ("Limits:ChecksPerClientPerMinute", "4"));
        await using var first = replicas[0];
        await using var second = replicas[1];
        await using var host = await P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Ness",
            }
        );

        var answers = new List<ServiceAnswer>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await replicas[i % 2].Client.StartCheckAsync("127.0.0.1", host.EndPoint.Port));
        }

        var link = answers[0].Json.GetProperty("links");
        await using var events = await EventStream.OpenAsync(second.Client, link.GetProperty("events").GetString()!);
        var heard = await events.ReadToEndAsync();
        var there = await second.Client.GetEndAsync(link.GetProperty("self").GetString()!);
        var here = await first.Client.GetEndAsync(link.GetProperty("self").GetString()!);

        answers.Select(answer => answer.Status).Should().Equal(202, 202, 202, 202, 429, 429);
        answers[^1].Code.Should().Be("too-many-checks");
        (await second.CreateClient("198.51.100.2").StartCheckAsync("127.0.0.1", host.EndPoint.Port)).Status.Should().Be(202);
        heard.Select(happened => happened.Type).Should().Contain("progress").And.ContainSingle(type => type == "result");
        there.Verdict.Should().Be("responding");
        there.Text.Should().Be(here.Text);
        heard[^1].Data.Should().Be(here.Text);
    }

    [SkippableFact]
    public async Task OneReplica_KilledInTheMiddleOfChecks_OthersSayTryAgainAndGoOn()
    {
        await using var redis = await RedisServer.StartAsync();
        var replicas = await Replica.StartAsync(redis, 3, ("ProbeTimeout", "00:00:06"), ("RequestTimeout", "00:00:30"));
        await using var killed = replicas[0];
        await using var second = replicas[1];
        await using var third = replicas[2];
        await using var lostHost = new Visitors();
        await using var otherHost = new Visitors("127.0.0.2");
        var lost = await killed.Client.StartCheckAsync("127.0.0.1", lostHost.Port);
        var joined = await second.Client.StartCheckAsync("127.0.0.1", lostHost.Port);
        var other = second.Client.CheckAsync("127.0.0.2", otherHost.Port);

        await killed.KillAsync();
        var start = Stopwatch.GetTimestamp();
        var again = await third.Client.CheckAsync("127.0.0.1", lostHost.Port);
        var took = Stopwatch.GetElapsedTime(start);

        joined.Json.GetProperty("isShared").GetBoolean().Should().BeTrue();
        (again.Status, again.Verdict).Should().Be((200, "no-response"));
        took.Should().BeLessThan(SoonAgain);
        (await other).Verdict.Should().Be("no-response", "it was made elsewhere");
        foreach (var answer in new[] { lost, joined })
        {
            var link = answer.Json.GetProperty("links").GetProperty("self").GetString()!;
            foreach (var replica in new[] { second, third })
            {
                var gone = await replica.Client.GetAnswerAsync(link);
                (gone.Status, gone.Code).Should().Be((503, "stopping"));
            }
        }
    }

    [SkippableFact]
    public async Task Redis_GoneForTenSecondsAndBack_NothingHangs()
    {
        await using var redis = await RedisServer.StartAsync();
        var replicas = await Replica.StartAsync(redis, 2);
        await using var first = replicas[0];
        await using var second = replicas[1];
        await using var host = await P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Ness",
            }
        );

        await redis.KillAsync();
        var start = Stopwatch.GetTimestamp();
        var answers = new List<ServiceAnswer>();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10))
        {
            var asked = Stopwatch.GetTimestamp();
            answers.Add(await replicas[answers.Count % 2].Client.CheckAsync("127.0.0.1", host.EndPoint.Port));
            Stopwatch.GetElapsedTime(asked).Should().BeLessThan(SoonAgain);
        }

        await redis.ResumeAsync();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await replicas[i % 2].Client.CheckAsync("127.0.0.1", host.EndPoint.Port));
        }

        answers.Should().OnlyContain(answer => answer.Status == 200, "replicas that know each other do without it");
        answers.Should().OnlyContain(answer => answer.Verdict == "responding");
    }

    [SkippableFact]
    public async Task Start_NoRedisAtTheAddress_EndsWithASentence()
    {
        await using var redis = await RedisServer.StartAsync(); // where there is none, this test would pass for a wrong reason

        var said = await Replica.FailAsync(
            ("Cluster:Mode", "Redis"),
            ("Cluster:Redis", "127.0.0.1:1"),
            ("Cluster:AdvertisedAddress", "127.0.0.1")
        );

        said.Should().Contain("Kaillera:Cluster:Redis names 127.0.0.1:1, where no Redis lets this replica in");
    }

    [SkippableFact]
    public async Task Start_NothingConfigured_LoadsNothingOfOrleans()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux lists what a process has loaded as a file.");
        await using var single = await Replica.StartAsync();
        await using var host = new Visitors();

        var answer = await single.Client.CheckAsync("127.0.0.1", host.Port);
        var loaded = single.ReadMaps();

        answer.Verdict.Should().Be("no-response");
        loaded.Contains("/Smash64.Kaillera.AspNetCore.dll", StringComparison.Ordinal).Should().BeTrue();
        foreach (var unwanted in new[] { "/Orleans.", "/StackExchange.Redis.dll", "/Npgsql.dll" })
        {
            loaded.Contains(unwanted, StringComparison.Ordinal).Should().BeFalse($"{unwanted} is for a cluster");
        }
    }
}
