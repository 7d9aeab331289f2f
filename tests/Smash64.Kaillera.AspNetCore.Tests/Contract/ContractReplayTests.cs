using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>Every recorded exchange with the original service, asked of ours over HTTP.</summary>
public sealed partial class ContractReplayTests(Replayer replayer) : IClassFixture<Replayer>
{
    // Shorter texts of the recordings stand in our own words by chance.
    private const int LeastTellingLength = 8;

    // A PONG that takes two seconds is given up.
    private const int LongestTime = 2_000;

    public static TheoryData<string> Exchanges =>
        [.. RecordedExchange.All.Keys.Except(ContractDifferences.NotOverHttp.Keys, StringComparer.Ordinal)];

    public static TheoryData<string> Hosts =>
        [
            .. RecordedExchange
                .All.Values.Where(static exchange => exchange.Target.Kind == "n02-host")
                .Select(static exchange => exchange.Name)
                .Except(ContractDifferences.NotOverHttp.Keys, StringComparer.Ordinal),
        ];

    public static TheoryData<string> MeasuredAnswers =>
        [
            .. RecordedExchange
                .All.Values.Where(static exchange => exchange.ResponseBody?.Contains("ms\"", StringComparison.Ordinal) is true)
                .Select(static exchange => exchange.Name)
                .Except(ContractDifferences.All.Keys, StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Answer_RecordedRequest_IsTheOriginalsOrDiffersAsDocumented(string name)
    {
        var replay = replayer.All[name];

        replay.Answer.Should().Be(replay.Expected);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Headers_RecordedRequest_LetPagesOfOtherOriginsReadTheAnswer(string name)
    {
        var replay = replayer.All[name];

        replay.Headers.Should().Contain("Access-Control-Allow-Origin", "*").And.Contain("Access-Control-Allow-Methods", "OPTIONS,POST,GET");
        replay.Headers.Should().Contain("Access-Control-Allow-Headers", "Content-Type");
        replay.Exchange.ResponseHeaders.Should().BeEquivalentTo(
            [
                ("Access-Control-Allow-Origin", "*"),
                ("Access-Control-Allow-Methods", "OPTIONS,POST,GET"),
                ("Access-Control-Allow-Headers", "Content-Type"),
            ],
            "else the lines above compare with something else"
        );
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Host_AfterItWasAsked_LetsItsNextPlayerIn(string name) => replayer.All[name].IsHostFree.Should().BeTrue();

    [Fact]
    public void Host_BusyWhileItWasAsked_KeepsItsPlayerWhoNoticesNothing() =>
        replayer.All["host-busy-with-another-peer"].IsPeerUndisturbed.Should().BeTrue();

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Target_WhateverWasAsked_ReceivesNoTextOfTheRequest(string name)
    {
        var replay = replayer.All[name];

        foreach (var text in TextsOf(replay.Exchange.RequestBody).Where(static text => text.Length >= LeastTellingLength))
        {
            replay.Received.Should().NotHold(text);
        }
    }

    [Fact]
    public void Probes_PortsThatNoPlayerCanType_AreNeverAsked() =>
        replayer.AskedPorts.Should().NotBeEmpty().And.OnlyContain(static port => port > 1024 && port < 65535);

    [Theory]
    [MemberData(nameof(MeasuredAnswers))]
    public void Message_ServerThatAnswers_IsTheMeanInWholeMilliseconds(string name)
    {
        var replay = replayer.All[name];

        var least = replay.Exchange.Target.Delay * 0.9; // the system's timers are that exact
        int.Parse(Mean().Match(replay.Body).Groups["ms"].Value, CultureInfo.InvariantCulture)
            .Should()
            .BeInRange((int)least.TotalMilliseconds, LongestTime);
    }

    private static IEnumerable<string> TextsOf(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object
                ?
                [
                    .. document
                        .RootElement.EnumerateObject()
                        .Where(static field => field.Value.ValueKind == JsonValueKind.String)
                        .Select(static field => field.Value.GetString()!),
                ]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return []; // no request that anything could be sent for, or a text that is none
        }
    }

    [GeneratedRegex("^\\{\"message\": \"(?<ms>[0-9]+)ms\", \"success\": true\\}$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Mean();
}
