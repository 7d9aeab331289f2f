using System.Text.Json;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>A done check, as the service would tell it, for what no host on this machine can bring about.</summary>
internal sealed record CheckAnswer(string Verdict, bool IsReachable, params string[] NextSteps)
{
    public string Address { get; init; } = "198.51.100.23";

    public int Port { get; init; } = 27886;

    /// <summary>Gets the connect code that was asked about; <see langword="null"/> for the address.</summary>
    public string? Code { get; init; }

    public string Path { get; init; } = "direct";

    public bool? Punched { get; init; }

    public bool IsShared { get; init; }

    public double? RoundTripMs { get; init; }

    public string? User { get; init; }

    public string? Game { get; init; }

    public string Summary { get; init; } = "The service says so.";

    public IReadOnlyList<string> Evidence { get; init; } = ["asked"];

    /// <summary>Gets the text that comes with each step and each evidence.</summary>
    public string Text { get; init; } = "The service's own words.";

    public static CheckAnswer Responding { get; } =
        new("responding", IsReachable: true, "share-with-trust", "opponent-joins-second", "opponent-peer-address", "restart-both", "ask-community")
        {
            RoundTripMs = 42.1,
            User = "Ness",
            Game = "SMASH BROTHERS",
            Evidence = ["asked", "answered", "login-answered", "left-clean"],
        };

    public static CheckAnswer Busy { get; } =
        new("busy", IsReachable: true, "someone-connected", "share-with-trust", "ask-community")
        {
            RoundTripMs = 42.1,
            Evidence = ["asked", "answered", "seat-taken"],
        };

    public static CheckAnswer Full { get; } =
        new("full", IsReachable: true, "room-full", "ask-community") { RoundTripMs = 42.1, Evidence = ["asked", "answered"] };

    public static CheckAnswer NoResponse { get; } =
        new(
            "no-response",
            IsReachable: false,
            "host-first",
            "same-host-port",
            "forward-udp",
            "forward-to-this-computer",
            "allow-in-firewall",
            "game-running",
            "ask-community"
        )
        {
            Evidence = ["asked", "nothing-came-back"],
        };

    public static CheckAnswer PortClosed { get; } =
        new("port-closed", IsReachable: false, "is-it-hosted", "same-host-port", "forward-to-this-computer", "ask-community")
        {
            Evidence = ["asked", "refused"],
        };

    public static CheckAnswer KailleraServer { get; } =
        new("kaillera-server", IsReachable: false, "use-server-status", "same-host-port") { Evidence = ["asked", "server-answered"] };

    public static CheckAnswer OtherProgram { get; } =
        new("other-program", IsReachable: false, "other-program-on-port", "same-host-port", "ask-community") { Evidence = ["asked", "other-answer"] };

    public static CheckAnswer NoRoute { get; } = new("no-route", IsReachable: false, "try-later", "ask-community");

    public static CheckAnswer RespondingByCode { get; } =
        new("responding", IsReachable: true, "share-code")
        {
            Code = "PIKA@555",
            Path = "code",
            Punched = true,
            RoundTripMs = 42.1,
            Evidence = ["asked", "punched", "answered"],
        };

    public static CheckAnswer BusyByCode { get; } =
        new("busy", IsReachable: false, "someone-connected", "share-code", "ask-community") { Code = "PIKA@555", Path = "code", Punched = false };

    public static CheckAnswer UnknownCode { get; } =
        new("unknown-code", IsReachable: false, "check-code", "host-first", "ask-community") { Code = "PIKA@555", Path = "code", Punched = false };

    public static CheckAnswer Offline { get; } =
        new("offline", IsReachable: false, "host-first", "ask-community") { Code = "PIKA@555", Path = "code", Punched = false };

    public static CheckAnswer RendezvousNotResponding { get; } =
        new("rendezvous-not-responding", IsReachable: false, "try-later", "ask-community")
        {
            Code = "PIKA@555",
            Path = "code",
            Punched = false,
            Evidence = ["asked", "nothing-came-back"],
        };

    public static CheckAnswer NotReachable { get; } =
        new("not-reachable", IsReachable: false, "let-opponent-host", "forward-udp", "allow-in-firewall", "game-running", "ask-community")
        {
            Code = "0123456789abcdef",
            Path = "code",
            Punched = false,
            Evidence = ["asked", "other-port"],
        };

    /// <summary>Has the page get this answer to every check it asks for, at once.</summary>
    public Task ServeAsync(IPage page) =>
        page.RouteAsync(
            HostingPage.Checks,
            route => route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = JsonSerializer.Serialize(ToJson()) })
        );

    private object ToJson() =>
        new
        {
            id = "Qm9wbGVhc2VkVG9NZWV0WW91",
            state = "done",
            target = Code is null ? new { address = Address, port = Port, isSelf = true } : null,
            code = Code,
            vantage = new { name = "us-east-1", place = "Northern Virginia" },
            isShared = IsShared,
            result = new
            {
                verdict = Verdict,
                isReachable = IsReachable,
                summary = Summary,
                path = Path,
                punched = Punched,
                roundTripMs = RoundTripMs,
                elapsedMs = RoundTripMs is null ? 2_500 : 45.2,
                user = User,
                game = Game,
                datagramsSent = 14,
                datagramsReceived = RoundTripMs is null ? 0 : 2,
                bytesSent = 1_034,
                evidence = Evidence.Select(code => new { code, text = Text }),
                nextSteps = NextSteps.Select(code => new { code, text = Text }),
            },
            links = new { self = "/kaillera/v1/checks/x", events = "/kaillera/v1/checks/x/events" },
        };
}
