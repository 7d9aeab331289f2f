using System.Globalization;
using System.Text.RegularExpressions;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

/// <summary>
/// What a stranger makes the service send weighs at most three times what he sent, counted at the receiver and on the wire:
/// UDP payloads with 28 bytes of headers each, against the request with 80 bytes for its packet and the one that
/// acknowledges the answer.
/// </summary>
public sealed partial class BytesSentTests
{
    private const int Factor = 3;
    private const int PacketHeaders = 80;

    // One datagram with the three lines, the login before them, and headers.
    private const int OneGreeting = 450;

    // Checks take their time, whatever the machine: all of them at once.
    private static readonly Lazy<Campaign> Checks = new(() => new Campaign());

    public enum Target
    {
        Silent,
        First,
        Second,
        Third,
        Server,
        FallsSilent,
        Babbles,
    }

    [Theory]
    [InlineData(Target.Silent)]
    [InlineData(Target.First)]
    [InlineData(Target.Second)]
    [InlineData(Target.Third)]
    [InlineData(Target.Server)]
    [InlineData(Target.FallsSilent)]
    [InlineData(Target.Babbles)]
    public Task StartCheck_RequestOfAnySize_SendsAtMostThreeTimesItsBytes(Target target) => Checks.Value.Plain[target];

    [Theory]
    [InlineData(Target.Silent)]
    [InlineData(Target.First)]
    [InlineData(Target.Second)]
    [InlineData(Target.FallsSilent)]
    public Task StartCheck_OwnHostThatIsGreeted_SendsOneGreetingMore(Target target) => Checks.Value.Greeted[target];

    [Fact]
    public Task StartCheck_ClosedPort_SendsAtMostThreeTimesItsBytes() => Checks.Value.Closed;

    [Fact]
    public Task LegacyCheck_SmallestRequest_SendsAtMostThreeTimesItsBytes() => Checks.Value.Legacy;

    [Fact]
    public Task ServerCheck_SmallestRequest_SendsAtMostThreeTimesItsBytes() => Checks.Value.Server;

    private static int BytesSent(string answer) => int.Parse(BytesSentMember().Match(answer).Groups["bytes"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"bytesSent\":(?<bytes>[0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BytesSentMember();

    [GeneratedRegex("\"self\":\"(?<link>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SelfLink();

    private sealed class Campaign
    {
        private readonly Task<CheckerService> _plain = StartAsync(greetSelf: false);
        private readonly Task<CheckerService> _greeting = StartAsync(greetSelf: true);

        public Campaign()
        {
            Plain = Enum.GetValues<Target>().ToDictionary(target => target, target => CheckAllAsync(_plain, target, allowedMore: 0));
            Greeted = Enum.GetValues<Target>().ToDictionary(target => target, target => CheckAllAsync(_greeting, target, OneGreeting));
            Closed = Task.WhenAll(Forms.Select(CheckClosedPortAsync));
            Legacy = CheckLegacyAsync("p2p-check", "self");
            Server = CheckLegacyAsync("server-check", "127.0.0.1");
        }

        public Dictionary<Target, Task> Plain { get; }

        public Dictionary<Target, Task> Greeted { get; }

        public Task Closed { get; }

        public Task Legacy { get; }

        public Task Server { get; }

        private static Func<int, RawRequest>[] Forms =>
        [
            // The smallest that can be written by hand.
            port => Write(port, "Host:\nContent-Length:14\n\n"),
            // Just enough for a login.
            port => Write(port, $"Host:{new string('x', 60)}\nContent-Length:14\n\n"),
            // Many tiny headers, each of which a careless count makes larger.
            port => Write(port, $"Host:\n{Lines(95, "a{0}:")}Content-Length:14\n\n"),
            // What a proxy would add is not the caller's.
            port => Write(port, $"Host:\n{Lines(20, "X-Forwarded-{0}:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")}Content-Length:14\n\n"),
            // A library.
            port => Write(port, "Host: localhost:5064\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 14\r\n\r\n"),
            // A browser.
            port => Write(port, $"Host: localhost\r\n{Lines(12, "sec-ch-ua-{0}: {0}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")}Content-Length: 14\r\n\r\n"),
            // Larger than any.
            port => Write(port, $"Host: localhost\r\nCookie: {new string('x', 7_000)}\r\nContent-Length: 14\r\n\r\n"),
        ];

        private static Task CheckAllAsync(Task<CheckerService> service, Target target, int allowedMore) =>
            Task.WhenAll(Forms.Select(form => CheckAsync(service, target, form, allowedMore)));

        private static async Task CheckAsync(Task<CheckerService> service, Target target, Func<int, RawRequest> form, int allowedMore)
        {
            await using var listener = Listen(target);
            var request = form(listener.Port);

            var answer = await request.SendAsync(await service);

            var sent = BytesSent(await ReadWhenLeftAsync((await service).Client, answer));
            await Eventually.UntilAsync(() => listener.BytesReceived >= sent, "what was sent arrives on a loopback");
            listener.BytesReceived.Should().Be(sent, "the answer tells all that was sent");
            ShouldBeAffordable(listener, request, allowedMore);
        }

        private static async Task<string> ReadWhenLeftAsync(HttpClient client, string answer)
        {
            var link = SelfLink().Match(answer).Groups["link"].Value;
            var check = "";
            await Eventually.UntilAsync(
                async () => !(check = (await client.GetAnswerAsync(link)).Text).Contains("\"leaving\"", StringComparison.Ordinal),
                "a host is left in the end"
            );
            return check;
        }

        private static void ShouldBeAffordable(UdpListener listener, RawRequest request, int allowedMore) =>
            listener
                .BytesReceived.Should()
                .BeLessThanOrEqualTo((Factor * (request.Length + PacketHeaders)) + allowedMore, "the request was {0}", request.Text[..Math.Min(200, request.Length)]);

        private async Task CheckClosedPortAsync(Func<int, RawRequest> form)
        {
            using var closed = new ClosedPort();
            var request = form(closed.Port);

            var answer = await request.SendAsync(await _plain);

            answer.Should().Contain("\"verdict\":\"port-closed\"");
            BytesSent(answer).Should().BeInRange(1, Factor * (request.Length + PacketHeaders));
        }

        private async Task CheckLegacyAsync(string path, string host)
        {
            await using var listener = new UdpListener();
            var body = $$"""{"host":"{{host}}","port":{{listener.Port}}}""";
            var request = new RawRequest($"POST /kaillera/{path} HTTP/1.1\nHost:\nContent-Length:{body.Length}\n\n{body}");

            var answer = await request.SendAsync(await _plain);

            answer.Should().Contain("Unable to connect");
            await Eventually.UntilAsync(listener.HasReceivedAll, "what was sent arrives on a loopback");
            ShouldBeAffordable(listener, request, allowedMore: 0);
        }

        private static UdpListener Listen(Target target)
        {
            var heard = 0;
            return target switch
            {
                Target.Silent => new UdpListener(),
                Target.Server => UdpListener.ForServer(),
                Target.FallsSilent => UdpListener.ForHost(P2PHostGeneration.First, answers: 1),
                Target.Babbles => new UdpListener((_, _) => heard++ < 200 ? Enumerable.Repeat<byte[]>([1, 2, 3], 3) : []),
                _ => UdpListener.ForHost(Enum.Parse<P2PHostGeneration>(target.ToString())),
            };
        }

        private static RawRequest Write(int port, string headers) => new($$"""POST /kaillera/v1/checks HTTP/1.1{{"\n"}}{{headers}}{"port":{{port}}}""");

        private static string Lines(int count, string line) =>
            string.Concat(Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, line, i) + "\n"));

        private static Task<CheckerService> StartAsync(bool greetSelf) =>
            CheckerService.StartAsync(options =>
            {
                options.GreetSelf = greetSelf;
                options.ProbeTimeout = TimeSpan.FromSeconds(2.5);
            });
    }
}
