using System.Net.Http.Headers;
using Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>Nothing that a caller writes gets into a datagram, wherever and however he writes it.</summary>
public sealed class StrangerTextTests
{
    private const string Mark = "Mark64Mark";

    private const string NumberMark = "6464646464646464";

    private static readonly string[] Fields =
    [
        $$"""
        "via": "{{Mark}}"
        """,
        $$"""
        "via": "https://{{Mark}}.example/?{{Mark}}#{{Mark}}"
        """,
        $$"""
        "via": "\u004dark64Mark"
        """,
        $$"""
        "via": "{{Mark}}\u0000{{Mark}}"
        """,
        $$"""
        "via": "\r\n\u001b[2J{{Mark}}"
        """,
        $$"""
        "via": "{{Mark}}\ud800"
        """,
        $$"""
        "via": {{NumberMark}}
        """,
        $$"""
        "via": {"{{Mark}}": ["{{Mark}}", {{NumberMark}}, true, null]}
        """,
        $$"""
        "via": ["{{Mark}}"]
        """,
        $$"""
        "via": "{{string.Concat(Enumerable.Repeat(Mark, 100))}}"
        """,
        $$"""
        "via": null, "{{Mark}}": "{{Mark}}", "user": "{{Mark}}", "game": "{{Mark}}", "greeting": ["{{Mark}}"], "clientName": "{{Mark}}"
        """,
    ];

    // They hardly do anything but wait.
    private static readonly ParallelOptions AllAtOnce = new() { MaxDegreeOfParallelism = Fields.Length };

    [Fact]
    public async Task CheckP2P_HostOfTheCallerThatIsGreeted_HearsNothingThatHeWrote()
    {
        await using var service = await ContractService.StartAsync(configure: options => options.GreetSelf = true);

        await Parallel.ForEachAsync(
            Fields,
            AllAtOnce,
            async (fields, _) =>
            {
                await using var host = new ClassicHost();

                var answer = await AskAsync(service, "p2p-check", $$"""{"host": "self", "port": {{host.Port}}, {{fields}}}""");

                answer.Should().Contain("\"success\": true", "of {0}", fields);
                host.Events.Should().Contain(happened => happened.Kind == P2PHostEventKind.Chat, "else nothing was said at all");
                host.Received.Should().NotHold(Mark, fields).And.NotHold(NumberMark, fields);
            }
        );
    }

    [Fact]
    public async Task CheckP2P_SilentAddress_HearsNothingThatTheCallerWrote()
    {
        await using var service = await ContractService.StartAsync(configure: options => options.ProbeTimeout = TimeSpan.FromSeconds(1));

        await Parallel.ForEachAsync(
            Fields,
            AllAtOnce,
            async (fields, _) =>
            {
                await using var silent = UdpTarget.Silent();

                var answer = await AskAsync(service, "p2p-check", $$"""{"host": "127.0.0.1", "port": {{silent.Port}}, {{fields}}}""");

                answer.Should().Contain("\"success\": false", "of {0}", fields);
                silent.Received.Should().NotBeEmpty();
                silent.Received.Should().NotHold(Mark, fields).And.NotHold(NumberMark, fields);
            }
        );
    }

    [Fact]
    public async Task CheckServer_WhateverTheCallerWrites_SendsPingsAndNothingElse()
    {
        await using var service = await ContractService.StartAsync();

        await Parallel.ForEachAsync(
            Fields,
            AllAtOnce,
            async (fields, _) =>
            {
                await using var server = UdpTarget.Doorway();

                var answer = await AskAsync(service, "server-check", $$"""{"host": "127.0.0.1", "port": {{server.Port}}, {{fields}}}""");

                answer.Should().Contain("\"success\": true", "of {0}", fields);
                server.Received.Should().NotBeEmpty();
                server.Received.Select(Encoding.ASCII.GetString).Should().OnlyContain(static datagram => datagram == "PING\0");
            }
        );
    }

    [Theory]
    [InlineData(Mark)]
    [InlineData("mark64mark")]
    public void NotHold_DatagramWithTheText_Fails(string text)
    {
        byte[][] datagrams = [[1, 2], [0, 0xFF, .. Encoding.ASCII.GetBytes(text), 0]];

        var assert = () => datagrams.Should().NotHold(Mark);

        assert.Should().Throw<Exception>("else the tests above say nothing");
    }

    private static async Task<string> AskAsync(ContractService service, string call, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/kaillera/{call}?via={Mark}");
        request.Content = new StringContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"text/plain;charset={Mark}");
        request.Headers.Add(ContractService.ProxyHeader, "127.0.0.1");
        foreach (var header in new[] { "User-Agent", "Referer", "Origin", "Via", "Cookie", "X-Forwarded-For", "From" })
        {
            request.Headers.TryAddWithoutValidation(header, Mark).Should().BeTrue();
        }

        using var response = await service.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
