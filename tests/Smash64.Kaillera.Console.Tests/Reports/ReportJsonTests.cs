using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.Console.Lists;
using Smash64.Kaillera.Nat;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Console.Tests.Reports;

/// <summary>The fields that docs/cli.md promises: none may go, or change its name.</summary>
public sealed class ReportJsonTests
{
    private const string CheckFields =
        "command reachable status via mode host name port code path punched scope user game roundTripMs elapsedMs datagramsSent datagramsReceived "
        + "kailleraServer greetingDelivered reason vantage evidence nextSteps warning exitCode";

    private static readonly IPEndPoint SomeHost = new(IPAddress.Parse("203.0.113.7"), 27886);
    private static readonly Uri SomeService = new("http://checker.invalid/");

    [Theory]
    [InlineData(P2PProbeStatus.Responding, "responding", 0)]
    [InlineData(P2PProbeStatus.Busy, "busy", 0)]
    [InlineData(P2PProbeStatus.Full, "full", 0)]
    [InlineData(P2PProbeStatus.PortClosed, "portClosed", 1)]
    [InlineData(P2PProbeStatus.NotAP2PHost, "notAP2PHost", 1)]
    [InlineData(P2PProbeStatus.NoResponse, "noResponse", 1)]
    public void CheckReport_FromAProbe_HasThePromisedFields(P2PProbeStatus status, string word, int exitCode)
    {
        var json = Write(CheckReport.From(new P2PProbeResult(SomeHost, status), new P2PProbeOptions()), ReportJson.Default.CheckReport);

        Names(json).Should().Be(CheckFields);
        json.GetProperty("status").GetString().Should().Be(word);
        json.GetProperty("exitCode").GetInt32().Should().Be(exitCode);
    }

    [Theory]
    [InlineData(true, "responding")]
    [InlineData(false, "notResponding")]
    public void CheckReport_FromAService_HasTheSameFields(bool isResponding, string word)
    {
        var json = Write(
            CheckReport.From(new P2PCheckResult(isResponding, "OK"), new P2PCheckRequest(SomeHost.Address), SomeService, TimeSpan.Zero),
            ReportJson.Default.CheckReport
        );

        Names(json).Should().Be(CheckFields);
        json.GetProperty("status").GetString().Should().Be(word);
        json.GetProperty("host").GetString().Should().Be("203.0.113.7", "a service that names none was asked for this one");
    }

    [Theory]
    [InlineData(KailleraCheckVerdict.Responding, "responding")]
    [InlineData(KailleraCheckVerdict.Busy, "busy")]
    [InlineData(KailleraCheckVerdict.Full, "full")]
    [InlineData(KailleraCheckVerdict.PortClosed, "portClosed")]
    [InlineData(KailleraCheckVerdict.KailleraServer, "notAP2PHost")]
    [InlineData(KailleraCheckVerdict.OtherProgram, "notAP2PHost")]
    [InlineData(KailleraCheckVerdict.NoResponse, "noResponse")]
    [InlineData(KailleraCheckVerdict.NoRoute, "notResponding")]
    public void CheckReport_FromATypedService_HasTheSameFieldsAndTheReasons(KailleraCheckVerdict verdict, string word)
    {
        var check = new KailleraCheck("id", SomeHost, new KailleraVantage("us-east-1", "Virginia"))
        {
            Result = new(verdict, "Why.")
            {
                IsReachable = verdict is KailleraCheckVerdict.Responding or KailleraCheckVerdict.Busy or KailleraCheckVerdict.Full,
                Evidence = [new(KailleraEvidenceCode.NothingCameBack, "Nothing came back.")],
                NextSteps = [new(KailleraNextStepCode.ForwardUdp, "Forward it.")],
            },
        };

        var json = Write(CheckReport.From(check, SomeService, TimeSpan.Zero), ReportJson.Default.CheckReport);

        Names(json).Should().Be(CheckFields);
        json.GetProperty("status").GetString().Should().Be(word);
        json.GetProperty("vantage").GetString().Should().Be("us-east-1");
        json.GetProperty("evidence")[0].GetProperty("code").GetString().Should().Be("nothing-came-back");
        json.GetProperty("nextSteps")[0].GetProperty("code").GetString().Should().Be("forward-udp");
    }

    [Fact]
    public void DoctorReport_Written_HasThePromisedFields()
    {
        var gateway = new Gateway(IPAddress.Parse("192.168.1.1"), IPAddress.Parse("192.168.1.20"))
        {
            Protocols = [GatewayProtocol.Pcp, GatewayProtocol.NatPmp, GatewayProtocol.Upnp],
            ExternalAddress = IPAddress.Parse("203.0.113.7"),
        };
        var diagnosis = new HostDiagnosis(
            27886,
            HostConclusion.MappingForTcp,
            [
                new HostRing(
                    HostRingKind.Router,
                    HostRingState.Problem,
                    [
                        new HostEvidence(HostEvidenceCode.MappingForTcp, "For TCP."),
                        new HostEvidence(HostEvidenceCode.RouterAnswers, "It speaks."),
                    ]
                ),
            ]
        )
        {
            Gateway = gateway,
            Entry = new PortMappingEntry(27886, IPEndPoint.Parse("192.168.1.20:27886"))
            {
                Protocol = ProtocolType.Tcp,
                Lease = TimeSpan.FromHours(1),
            },
            NatMapping = NatMapping.Dependent,
            IsReachable = false,
            NextSteps = [new HostNextStep(HostNextStepCode.OpenPort, "Open it.")],
        };

        var json = Write(DoctorReport.From(diagnosis), ReportJson.Default.DoctorReport);

        Names(json)
            .Should()
            .Be("command conclusion reachable port rings localAddress gateway publicAddress mapping nat fixed reason nextSteps exitCode");
        (json.GetProperty("conclusion").GetString(), json.GetProperty("nat").GetString()).Should().Be(("mapping-for-tcp", "dependent"));
        json.GetProperty("rings")[0]
            .GetRawText()
            .Should()
            .Be("""{"ring":"router","state":"problem","codes":["mapping-for-tcp","router-answers"],"text":"For TCP. It speaks."}""");
        json.GetProperty("gateway")
            .GetRawText()
            .Should()
            .Be("""{"address":"192.168.1.1","protocols":["pcp","natpmp","upnp"],"externalAddress":"203.0.113.7"}""");
        json.GetProperty("mapping")
            .GetRawText()
            .Should()
            .Be("""{"external":"203.0.113.7:27886","internal":"192.168.1.20:27886","protocol":"tcp","leaseSeconds":3600}""");
        json.GetProperty("nextSteps").GetRawText().Should().Be("""["open-port"]""");
        json.GetProperty("publicAddress").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(HostConclusion.Reachable, true, 0)]
    [InlineData(HostConclusion.NoMapping, false, 1)]
    [InlineData(HostConclusion.NoMapping, null, 1)]
    [InlineData(HostConclusion.Unknown, false, 1)]
    [InlineData(HostConclusion.Unknown, null, 3)]
    public void DoctorReport_Conclusion_GivesTheExitCode(HostConclusion conclusion, bool? isReachable, int exitCode) =>
        DoctorReport.From(new HostDiagnosis(27886, conclusion, []) { IsReachable = isReachable }).ExitCode.Should().Be(exitCode);

    [Fact]
    public void OpenReports_Written_HaveThePromisedFields()
    {
        var opened = new OpenReport
        {
            Command = "open",
            Event = "opened",
            External = "203.0.113.7:27886",
            Internal = "192.168.1.20:27886",
            Via = Words.ToVia(GatewayProtocol.NatPmp),
            LeaseSeconds = 3_600,
        };
        var fault = new PortMappingException("Taken.")
        {
            Error = PortMappingError.Conflict,
            Protocol = GatewayProtocol.Upnp,
            Code = 718,
            Entry = new PortMappingEntry(27886, IPEndPoint.Parse("192.168.1.21:27886")),
        };

        Names(Write(opened, ReportJson.Default.OpenReport)).Should().Be("command event external internal via leaseSeconds reason");
        Write(opened, ReportJson.Default.OpenReport).GetProperty("via").GetString().Should().Be("natpmp");
        var refused = Write(OpenRefused.From(fault, 27886, "open"), ReportJson.Default.OpenRefused);
        Names(refused).Should().Be("command event port error via code leadsTo reason exitCode");
        (refused.GetProperty("error").GetString(), refused.GetProperty("leadsTo").GetString(), refused.GetProperty("exitCode").GetInt32())
            .Should()
            .Be(("conflict", "192.168.1.21:27886", 1));
    }

    [Fact]
    public void IPReport_Written_HasThePromisedFields() =>
        Names(Write(IPReport.From(address: null, SomeService), ReportJson.Default.IPReport))
            .Should()
            .Be("command address scope warning via exitCode");

    [Fact]
    public void ValidateReport_Written_HasThePromisedFields() =>
        Names(Write(ValidateReport.From(AddressText.Read("1.2.3", portText: null)), ReportJson.Default.ValidateReport))
            .Should()
            .Be("command valid address port scope warning errors exitCode");

    [Fact]
    public void HostReports_Written_HaveThePromisedFields()
    {
        Names(Write(HostListening.From(SomeHost, new P2PHostOptions()), ReportJson.Default.HostListening))
            .Should()
            .Be("command event address port user game generation");
        Names(
                Write(
                    HostHappening.From(new P2PHostEvent(P2PHostEventKind.Knock, SomeHost), TimeSpan.Zero),
                    ReportJson.Default.HostHappening
                )
            )
            .Should()
            .Be("command event elapsedMs peer user client text timedOut count");
        Names(Write(new HostStopped { ElapsedMs = 1, Requests = 0 }, ReportJson.Default.HostStopped))
            .Should()
            .Be("command event elapsedMs requests exitCode");
    }

    [Theory]
    [InlineData(KailleraPingStatus.Responding, "responding", 0)]
    [InlineData(KailleraPingStatus.PortClosed, "portClosed", 1)]
    [InlineData(KailleraPingStatus.NotAKailleraServer, "notAKailleraServer", 1)]
    [InlineData(KailleraPingStatus.NoResponse, "noResponse", 1)]
    public void ServerReport_FromPings_HasThePromisedFields(KailleraPingStatus status, string word, int exitCode)
    {
        var json = Write(
            ServerReport.From(new HostText("kaillera.invalid", SomeHost.Port), new KailleraPingResult(SomeHost, status)),
            ReportJson.Default.ServerReport
        );

        Names(json).Should().Be("command reachable status host address port scope ping doorway query reason warning exitCode");
        Names(json.GetProperty("ping")).Should().Be("sent received loss minMs meanMs maxMs jitterMs elapsedMs");
        json.GetProperty("status").GetString().Should().Be(word);
        json.GetProperty("host").GetString().Should().Be("kaillera.invalid");
        json.GetProperty("address").GetString().Should().Be("203.0.113.7");
        json.GetProperty("exitCode").GetInt32().Should().Be(exitCode);
    }

    [Fact]
    public void ServerReport_WithDoorwayAndQuery_HasThePromisedFields()
    {
        var report = ServerReport.From(
            new HostText("203.0.113.7", SomeHost.Port),
            new KailleraPingResult(SomeHost, KailleraPingStatus.Responding)
        ) with
        {
            Doorway = DoorwayReport.From(new KailleraDoorwayResult(SomeHost, KailleraServerStatus.Full)),
            Query = QueryReport.From(
                new KailleraServerInfo(SomeHost, KailleraServerStatus.Open)
                {
                    Users = [new KailleraServerUser("Ness", 1)],
                    Games = [new KailleraServerGame("SMASH REMIX", 2)],
                }
            ),
        };
        var json = Write(report, ReportJson.Default.ServerReport);
        var query = json.GetProperty("query");

        Names(json.GetProperty("doorway")).Should().Be("status loginPort roundTripMs elapsedMs datagramsSent datagramsReceived reason");
        Names(query)
            .Should()
            .Be(
                "status complete left userName loginPort rejection roundTripMs elapsedMs datagramsSent datagramsReceived users games "
                    + "announcements reason"
            );
        Names(query.GetProperty("users")[0]).Should().Be("id name pingMs connection status");
        Names(query.GetProperty("games")[0]).Should().Be("id name owner emulator players maxPlayers status");
    }

    [Fact]
    public void ServersEntry_Written_HasThePromisedFields()
    {
        var entry = new KailleraServerEntry("kaillera.invalid", SomeHost.Port);
        var json = Write(ServersEntry.From(new ListedServer(entry, SomeHost, "-")), ReportJson.Default.ServersEntry);

        Names(json)
            .Should()
            .Be("command event reachable status host address port name users maxUsers games version location list line ping reason");
    }

    [Fact]
    public void ServersSummary_Written_HasThePromisedFields()
    {
        var list = new ListReport
        {
            List = "-",
            Error = null,
            HttpStatus = null,
            Servers = 0,
            Dropped = 1,
            Drops = [DropReport.From(new KailleraListDrop(KailleraListDropReason.InvalidPort, 2, "x"))],
        };
        var json = Write(
            new ServersSummary
            {
                Complete = true,
                Servers = 0,
                Asked = 0,
                Reachable = 0,
                ElapsedMs = 1,
                Lists = [list],
                ExitCode = 1,
            },
            ReportJson.Default.ServersSummary
        );

        Names(json).Should().Be("command event complete servers asked reachable elapsedMs lists exitCode");
        Names(json.GetProperty("lists")[0]).Should().Be("list error httpStatus servers dropped drops");
        Names(json.GetProperty("lists")[0].GetProperty("drops")[0]).Should().Be("line reason text");
        json.GetProperty("lists")[0].GetProperty("drops")[0].GetProperty("reason").GetString().Should().Be("invalidPort");
    }

    [Fact]
    public void ErrorReport_Written_HasThePromisedFields()
    {
        var report = new ErrorReport
        {
            Command = "ip",
            Error = new ErrorDetail(ErrorKinds.Service, "x", 500),
            ExitCode = 3,
        };
        var json = Write(report, ReportJson.Default.ErrorReport);

        Names(json).Should().Be("command error exitCode");
        Names(json.GetProperty("error")).Should().Be("kind message httpStatus");
    }

    [Fact]
    public void WriteLine_TextOfStrangers_StaysReadableAndSteersNothing()
    {
        var report = new ErrorReport
        {
            Command = "ip",
            Error = new ErrorDetail(ErrorKinds.Service, "Pokémon's \u001b[31m\u009b\u2028", HttpStatus: null),
            ExitCode = 3,
        };
        using var stream = new MemoryStream();
        ReportJson.WriteLine(stream, report, ReportJson.Default.ErrorReport);

        Encoding.UTF8.GetString(stream.ToArray()).Should().Contain("Pokémon's \\u001B[31m\\u009B\\u2028").And.EndWith("}\n");
    }

    private static JsonElement Write<T>(T report, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        ReportJson.WriteLine(stream, report, type);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static string Names(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(field => field.Name));
}
