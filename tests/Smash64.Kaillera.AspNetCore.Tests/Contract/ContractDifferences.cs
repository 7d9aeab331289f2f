namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>All recorded exchanges that our service answers otherwise, and why. docs/api.md explains it to users.</summary>
internal static class ContractDifferences
{
    private const string NotResolved = "Names are not resolved";
    private const string WholePorts = "A port is a whole number";
    private const string ViaUnread = "`via` is not read";
    private const string Finished = "Hosts are asked to the end";
    private const string Malformed = "Answers are read as hosts write them";
    private const string Harmless = "Names can't steer a screen";
    private const string Addresses = "A caller's address is an address";
    private const string NoSetting = "No setting is needed";

    private const string NoAddress = "Unable to retrieve IP";

    /// <summary>Gets the exchanges that can't be asked over HTTP at all, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotOverHttp { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["headers-null"] = "A gateway that passes no headers at all: every HTTP request has some.",
            ["get-ip-headers-null"] = "A gateway that passes no headers at all: every HTTP request has some.",
            ["get-ip-null-value"] = "A header whose value is null: over HTTP it is a text, if an empty one.",
        };

    /// <summary>Gets the differences by the recording's name.</summary>
    public static IReadOnlyDictionary<string, ContractDifference> All { get; } =
        new Dictionary<string, ContractDifference>(StringComparer.Ordinal)
        {
            ["host-localhost"] = new(NotResolved, 400, NoHost("localhost")),
            ["host-short-form-127.1"] = new(NotResolved, 400, NoHost("127.1")),
            ["host-decimal-form"] = new(NotResolved, 400, NoHost("2130706433")),
            ["host-octal-form"] = new(NotResolved, 400, NoHost("0177.0.0.1")),
            ["host-empty"] = new(NotResolved, 400, NoHost("")),
            ["server-ok-hostname"] = new(NotResolved, 400, """{"message": "Unable to connect", "success": false}"""),
            ["server-ok-empty-host"] = new(NotResolved, 400, """{"message": "Unable to connect", "success": false}"""),

            ["ok-port-number-fraction-cut-off"] = new(
                WholePorts,
                400,
                """{"message": "Invalid parameters", "meta": "{}", "success": false}"""
            ),

            ["via-lone-surrogate"] = new(ViaUnread, 200, Ok()),
            ["via-one-byte-too-long"] = new(ViaUnread, 200, Ok()),
            ["via-1000"] = new(ViaUnread, 200, Ok()),

            ["names-user-empty"] = new(Finished, 200, Ok(user: "")),
            ["names-game-empty"] = new(Finished, 200, Ok(game: "")),
            ["names-both-empty"] = new(Finished, 200, Ok("", "")),
            ["names-user-32-bytes-no-room-for-nul"] = new(Finished, 200, Ok(user: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")),
            ["names-user-not-utf8"] = new(Finished, 200, Ok(user: @"Jos\\u00e9")),
            ["names-game-not-utf8"] = new(Finished, 200, Ok(game: @"\\u30b9\\u30de\\u30d6\\u30e9")),
            ["target-accepts-then-silent"] = new(Finished, 200, Ok("Quiet", "Game")),
            ["target-accepts-with-extra-integers"] = new(Finished, 200, Ok("Newer", "Game")),
            ["target-accepts-with-garbage-after-nul"] = new(Finished, 200, Ok("Dirty", "Game")),
            ["target-only-chat"] = new(Finished, 200, OkWithoutNames),
            ["target-refuses-login"] = new(Finished, 200, OkWithoutNames),

            ["target-truncated-answer"] = new(
                Malformed,
                200,
                """{"message": "Unable to connect", "meta": "{\"host\": \"127.0.0.1\", \"port\": {port}}", "success": false}"""
            ),
            ["target-accepts-short-body"] = new(Malformed, 200, OkWithoutNames),

            ["names-user-with-newline"] = new(Harmless, 200, Ok(user: @"line1\\ufffdline2")),
            ["names-game-with-specials"] = new(Harmless, 200, Ok(game: """A \\\"quoted\\\" \\\\ game / <b>&amp;</b>\\ufffd!""")),

            ["self-with-proxy-header-in-other-case"] = new(Addresses, 200, Ok()),
            ["self-with-empty-proxy-header"] = new(Addresses, 400, NoHost("unknown")),
            ["self-with-two-addresses-in-header"] = new(Addresses, 400, NoHost("10.1.2.3")),
            ["get-ip-setting-with-capitals-never-matches"] = new(Addresses, 200, "192.0.2.45"),
            ["get-ip-empty-value"] = new(Addresses, 200, NoAddress),
            ["get-ip-not-an-address"] = new(Addresses, 200, NoAddress),
            ["get-ip-non-ascii-value"] = new(Addresses, 200, NoAddress),
            ["get-ip-two-addresses"] = new(Addresses, 200, "10.0.0.1"),
            ["get-ip-spaces"] = new(Addresses, 200, "198.51.100.2"),
            ["get-ip-ipv4-mapped"] = new(Addresses, 200, "198.51.100.23"),

            ["get-ip-setting-missing"] = new(NoSetting, 200, NoAddress),
            ["proxy-header-not-configured"] = new(NoSetting, 200, Ok()),
        };

    private static string OkWithoutNames => """{"message": "OK", "meta": "{\"host\": \"127.0.0.1\", \"port\": {port}}", "success": true}""";

    private static string Ok(string user = "HostPlayer", string game = "SMASHREMIX1.5.2") =>
        OkWithoutNames.Replace(
            "{port}",
            $$"""
            {port}, \"user\": \"{{user}}\", \"game\": \"{{game}}\"
            """,
            StringComparison.Ordinal
        );

    private static string NoHost(string host) =>
        """{"message": "Unable to connect", "meta": "{\"host\": \"{host}\", \"port\": {port}}", "success": false}""".Replace(
            "{host}",
            host,
            StringComparison.Ordinal
        );
}
