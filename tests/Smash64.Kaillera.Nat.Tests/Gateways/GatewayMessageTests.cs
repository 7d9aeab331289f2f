using System.Text.Json;

namespace Smash64.Kaillera.Nat.Tests.Gateways;

/// <summary>The recorded answers of a real router (miniupnpd), and what nobody should send.</summary>
public sealed class GatewayMessageTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.168.77.10");
    private static readonly IPAddress Public = IPAddress.Parse("100.200.0.2");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly byte[] Nonce = [.. Enumerable.Range(0, 12).Select(static i => (byte)i)];

    private static readonly Dictionary<(string Kind, string Name), JsonElement> Recorded = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "gateway.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(static item => (item.GetProperty("kind").GetString()!, item.GetProperty("name").GetString()!), static item => item.Clone());

    [Fact]
    public void NatPmp_Questions_AreThoseThatWereAnswered()
    {
        Hex(NatPmpMessages.AskAddress()).Should().Be(Question("natpmp", "external address"));
        Hex(NatPmpMessages.Map(ProtocolType.Udp, 27886, 27886, Hour)).Should().Be(Question("natpmp", "map UDP 27886"));
        Hex(NatPmpMessages.Map(ProtocolType.Tcp, 27886, 27886, Hour)).Should().Be(Question("natpmp", "map TCP 27886"));
        Hex(NatPmpMessages.Map(ProtocolType.Udp, 27886, 0, TimeSpan.Zero)).Should().Be(Question("natpmp", "delete UDP"));
    }

    [Fact]
    public void NatPmp_Answers_AreRead()
    {
        NatPmpMessages.ReadAddress(Answer("natpmp", "external address")).Should().Be(new PmpAnswer(0, 2) { ExternalAddress = Public });
        NatPmpMessages.ReadMap(Answer("natpmp", "map UDP 27886"), ProtocolType.Udp, 27886).Should().Be(new PmpAnswer(0, 2) { ExternalPort = 27886, Lifetime = Hour });
        NatPmpMessages.ReadMap(Answer("natpmp", "map UDP 27886"), ProtocolType.Udp, 27887).Should().BeNull("it is about another port");
        NatPmpMessages.ReadMap(Answer("natpmp", "map TCP 27886"), ProtocolType.Udp, 27886).Should().BeNull("it is TCP's");
        NatPmpMessages.ReadMap(Answer("natpmp", "delete UDP"), ProtocolType.Udp, 27886)!.Lifetime.Should().Be(TimeSpan.Zero);
        NatPmpMessages.ReadAddress(Answer("natpmp", "unknown opcode")).Should().BeNull("it is about something else");
    }

    [Fact]
    public void Pcp_Questions_AreThoseThatWereAnswered()
    {
        Hex(PcpMessages.Announce(Client)).Should().Be(Question("pcp", "announce"));
        Hex(PcpMessages.Map(Client, Nonce, 27886, 27886, Hour)).Should().Be(Question("pcp", "map UDP 27886"));
        Hex(PcpMessages.Map(Client, Nonce, 27886, 0, TimeSpan.Zero)).Should().Be(Question("pcp", "delete"));
    }

    [Fact]
    public void Pcp_Answers_AreReadAndCheckedForWhoseTheyAre()
    {
        PcpMessages.ReadAnnounce(Answer("pcp", "announce")).Should().Be(new PmpAnswer(0, 3));
        PcpMessages
            .ReadMap(Answer("pcp", "map UDP 27886"), Nonce, 27886)
            .Should()
            .Be(new PmpAnswer(0, 3) { ExternalPort = 27886, ExternalAddress = Public, Lifetime = Hour });
        PcpMessages.ReadMap(Answer("pcp", "other nonce, same port"), Nonce, 27886).Should().BeNull("it is another's");
        PcpMessages.ReadMap(Answer("pcp", "map UDP 27886"), Nonce, 27887).Should().BeNull("it is another port's");
        PcpMessages.ReadMap(Answer("pcp", "client address is not the sender"), Nonce, 27886)!.Result.Should().Be(12);
        PcpMessages.ReadMap(Answer("pcp", "delete"), Nonce, 27886)!.Result.Should().Be(2, "there was nothing any more");
        PcpMessages.ReadMap(Answer("pcp", "truncated"), Nonce, 27886).Should().BeNull();
        PcpMessages.ReadAnnounce([0, 128, 0, 1, 0, 0, 0, 9])!.Result.Should().Be(1, "only NAT-PMP is spoken there");
    }

    [Fact]
    public void Ssdp_Questions_AreThoseThatWereAnswered()
    {
        var group = IPEndPoint.Parse("239.255.255.250:1900");

        SsdpMessages
            .Search(group)
            .Select(Hex)
            .Should()
            .Equal(
                Recorded.Where(static item => item.Key.Kind == "ssdp" && item.Key.Name.StartsWith("search urn:", StringComparison.Ordinal)).Select(static item => item.Value.GetProperty("request").GetString())
            );
    }

    [Fact]
    public void Ssdp_Answer_LeadsToTheDeviceItselfOnly()
    {
        var answer = Answer("ssdp", "unicast search");

        SsdpMessages.ReadLocation(answer, IPAddress.Parse("192.168.77.1"))!.Host.Should().Be("192.168.77.1");
        SsdpMessages.ReadLocation(answer, IPAddress.Parse("192.168.77.66")).Should().BeNull("a description lies on the device that answers");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nLocation: http://203.0.113.7/x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: https://192.168.1.1/x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: file:///etc/passwd\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: http://evil@192.168.1.1/x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION: http://router.example/x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLOCATION:\r\n\r\n")]
    [InlineData("")]
    public void Ssdp_LocationOfAForeignHost_IsRefused(string answer) =>
        SsdpMessages.ReadLocation(Encoding.ASCII.GetBytes(answer), IPAddress.Parse("192.168.1.1")).Should().BeNull();

    [Fact]
    public void Description_OfARealRouter_NamesItsServiceAndModel()
    {
        var item = Recorded[("http", "description")];
        var location = new Uri(item.GetProperty("request").GetString()!);

        var description = Describe(item.GetProperty("response").GetString()!, location);

        description.Model.Should().Be("Debian router");
        description.Services.Should().NotBeEmpty();
        description.Services[0].Places[0].Host.Should().Be("192.168.77.1");
    }

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"x\">]>")]
    [InlineData("<!DOCTYPE r SYSTEM \"http://203.0.113.7/x.dtd\">")]
    public void Description_WithADocumentType_IsRefused(string prologue)
    {
        var text = prologue + SimulatedRouter.Description("", ["/ctl"])["<?xml version=\"1.0\"?>".Length..];

        Describe(text, new Uri("http://192.168.1.1/")).Services.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://203.0.113.7/ctl")]
    [InlineData("https://192.168.1.1/ctl")]
    [InlineData("file:///ctl")]
    public void Description_ControlAtAForeignHost_IsRefused(string control) =>
        Describe(SimulatedRouter.Description("", [control]), new Uri("http://192.168.1.1/")).Services.Should().BeEmpty();

    [Fact]
    public void Soap_Answers_AreRead()
    {
        Values("external address")["NEWEXTERNALIPADDRESS"].Should().Be("100.200.0.2");
        Values("entry")["NEWINTERNALCLIENT"].Should().Be("192.168.77.10");
        Values("conflict: other client")["ERRORCODE"].Should().Be("718");
        Values("forbidden port")["ERRORCODE"].Should().Be("606");

        static Dictionary<string, string> Values(string name) =>
            UpnpXml.ReadValues(new MemoryStream(Encoding.UTF8.GetBytes(Recorded[("soap", name)].GetProperty("response").GetString()!)));
    }

    [Fact]
    public void Soap_Argument_IsEscaped() =>
        Encoding.UTF8.GetString(UpnpXml.WriteCall("s", "a", [("Name", "<b>&\"")])).Should().Contain("<Name>&lt;b&gt;&amp;&quot;</Name>");

    [Fact]
    public void Readers_AMillionHostileInputs_NeverThrow()
    {
        var random = new Random(1900);
        byte[][] samples =
        [
            Answer("natpmp", "external address"), Answer("natpmp", "map UDP 27886"), Answer("pcp", "map UDP 27886"), Answer("pcp", "announce"), Answer("ssdp", "unicast search"),
        ];
        var sender = IPAddress.Parse("192.168.77.1");
        for (var i = 0; i < 1_000_000; i++)
        {
            var datagram = samples[i % samples.Length].AsSpan().ToArray();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }

            var cut = datagram.AsSpan(0, random.Next(datagram.Length + 1));
            NatPmpMessages.ReadAddress(cut);
            NatPmpMessages.ReadMap(cut, ProtocolType.Udp, 27886);
            PcpMessages.ReadAnnounce(cut);
            PcpMessages.ReadMap(cut, Nonce, 27886);
            if (i % 10 == 4)
            {
                SsdpMessages.ReadLocation(cut, sender);
            }
        }
    }

    [Fact]
    public void Xml_TenThousandDamagedDocuments_NeverThrowAndStayBounded()
    {
        var random = new Random(64);
        var sample = Encoding.UTF8.GetBytes(Recorded[("http", "description")].GetProperty("response").GetString()!);
        var location = new Uri("http://192.168.77.1:1/");
        for (var i = 0; i < 10_000; i++)
        {
            var damaged = sample.ToArray();
            for (var flips = random.Next(1, 20); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            using var xml = new MemoryStream(damaged);
            UpnpDescription.Read(xml, location).Services.Should().HaveCountLessThanOrEqualTo(8);
            xml.Position = 0;
            UpnpXml.ReadValues(xml).Should().HaveCountLessThanOrEqualTo(64);
        }
    }

    private static UpnpDescription Describe(string text, Uri location) => UpnpDescription.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), location);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Question(string kind, string name) => Recorded[(kind, name)].GetProperty("request").GetString()!;

    private static byte[] Answer(string kind, string name) => Convert.FromHexString(Recorded[(kind, name)].GetProperty("response")[0].GetString()!);
}
