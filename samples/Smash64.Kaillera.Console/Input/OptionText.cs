using System.Globalization;
using System.Text;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Reads the options' values. What breaks a rule is named with its value and the rule.</summary>
internal static class OptionText
{
    private static readonly (string Word, P2PProbeMode Mode)[] Modes =
    [
        ("quiet", P2PProbeMode.Quiet),
        ("identify", P2PProbeMode.Identify),
        ("knock", P2PProbeMode.Knock),
    ];

    private static readonly (string Word, P2PHostGeneration Generation)[] Generations =
    [
        ("1", P2PHostGeneration.First),
        ("2", P2PHostGeneration.Second),
        ("3", P2PHostGeneration.Third),
    ];

    private static readonly (string Word, ServerOrder Order)[] Orders =
    [
        ("ping", ServerOrder.Ping),
        ("name", ServerOrder.Name),
        ("users", ServerOrder.Users),
    ];

    private static readonly (string Word, KailleraConnection Connection)[] Connections =
    [
        ("lan", KailleraConnection.Lan),
        ("excellent", KailleraConnection.Excellent),
        ("good", KailleraConnection.Good),
        ("average", KailleraConnection.Average),
        ("low", KailleraConnection.Low),
        ("bad", KailleraConnection.Bad),
    ];

    /// <exception cref="CommandException">The text is none of the modes.</exception>
    public static P2PProbeMode ReadMode(string option, string text) => ReadWord(option, text, Modes);

    /// <exception cref="CommandException">The text is none of the generations.</exception>
    public static P2PHostGeneration ReadGeneration(string option, string text) => ReadWord(option, text, Generations);

    /// <exception cref="CommandException">The text is none of the connections.</exception>
    public static KailleraConnection ReadConnection(string option, string text) => ReadWord(option, text, Connections);

    /// <exception cref="CommandException">The text is none of the orders.</exception>
    public static ServerOrder ReadOrder(string option, string text) => ReadWord(option, text, Orders);

    /// <summary>Makes the rule for whole numbers of a range.</summary>
    public static Func<string, string, int> Number(int min, int max) => (option, text) => ReadNumber(option, text, min, max);

    /// <summary>Makes the rule for durations up to a longest.</summary>
    public static Func<string, string, TimeSpan> Duration(TimeSpan max) => (option, text) => ReadDuration(option, text, max);

    /// <summary>Reads the local address to listen on.</summary>
    /// <exception cref="CommandException">The text is no IPv4 address.</exception>
    public static IPAddress ReadLocalAddress(string? text, IPAddress otherwise) =>
        text is null ? otherwise
        : KailleraValidation.TryParseIPv4(text, out var local) ? local
        : throw CommandException.BadInput(KailleraValidation.DescribeInvalidIPv4(text));

    /// <summary>Reads the name to log in with.</summary>
    /// <exception cref="CommandException">Servers refuse such a name.</exception>
    public static string ReadUserName(string text, Encoding encoding)
    {
        if (text.Length == 0 || encoding.GetByteCount(text) > KailleraProtocol.MaxUserNameLength)
        {
            throw CommandException.BadInput(
                $"--name must be 1 to {KailleraProtocol.MaxUserNameLength} bytes in the server's code page; it is {Quoted.Show(text)}."
            );
        }

        var isRefused =
            text.Any(char.IsControl)
            || text.Contains('|', StringComparison.Ordinal)
            || text.Equals("Server", StringComparison.OrdinalIgnoreCase);
        return isRefused
            ? throw CommandException.BadInput(
                $"--name must not hold | or control characters and not be Server, which servers refuse; it is {Quoted.Show(text)}."
            )
            : text;
    }

    /// <exception cref="CommandException">The text is no duration, or one that is too long.</exception>
    public static TimeSpan ReadDuration(string option, string text, TimeSpan max)
    {
        if (!DurationText.TryParse(text, out var duration))
        {
            throw CommandException.BadInput($"{option} must be more than zero, written as {DurationText.Rule}; it is {Quoted.Show(text)}.");
        }

        return duration <= max
            ? duration
            : throw CommandException.BadInput($"{option} must be at most {DurationText.Format(max)}; it is {Quoted.Show(text)}.");
    }

    /// <exception cref="CommandException">The text is no whole number of that range.</exception>
    public static int ReadNumber(string option, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw CommandException.BadInput(
                $"{option} must be a whole number from {Show(min)} to {Show(max)}; it is {Quoted.Show(text)}."
            );

    /// <summary>Reads the address of a checker service.</summary>
    /// <param name="text">A web address, or <see langword="null"/> for the public service.</param>
    /// <exception cref="CommandException">The text is no service's address.</exception>
    public static Uri ReadService(string? text)
    {
        if (text is null)
        {
            return KailleraApiClientOptions.DefaultBaseAddress;
        }

        var isService =
            Uri.TryCreate(text, UriKind.Absolute, out var service)
            && (service.Scheme == Uri.UriSchemeHttp || service.Scheme == Uri.UriSchemeHttps)
            && service.UserInfo.Length + service.Query.Length + service.Fragment.Length == 0;
        if (isService)
        {
            return service!;
        }

        // An option may stand before the address, and then it takes the address for its own.
        var hint = AddressText.Read(text, portText: null).IsValid ? " An address to check goes before --via." : string.Empty;
        throw CommandException.BadInput(
            $"--via must be the web address of a checker service, such as {KailleraApiClientOptions.DefaultBaseAddress}; "
                + $"it is {Quoted.Show(text)}.{hint}"
        );
    }

    /// <summary>Checks the lines to say in the host's chat.</summary>
    /// <exception cref="CommandException">They are too many or too long, or can't be shown.</exception>
    public static IReadOnlyList<string> ReadGreeting(IReadOnlyList<string> lines)
    {
        if (lines.Count > P2PProtocol.MaxGreetingLines)
        {
            throw CommandException.BadInput(
                $"--greet can be given {P2PProtocol.MaxGreetingLines} times at most; it is given {Show(lines.Count)} times."
            );
        }

        foreach (var line in lines)
        {
            if (line.Any(char.IsControl))
            {
                throw CommandException.BadInput($"--greet must not hold control characters; it is {Quoted.Show(line)}.");
            }

            if (Measure(line) > P2PProtocol.MaxChatLength)
            {
                throw CommandException.BadInput(
                    $"--greet must be at most {P2PProtocol.MaxChatLength} characters; {Quoted.Show(line)} has {Show(Measure(line))}."
                );
            }
        }

        return lines.Sum(Measure) <= P2PProtocol.MaxGreetingLength
            ? lines
            : throw CommandException.BadInput(
                $"--greet must be at most {P2PProtocol.MaxGreetingLength} characters in all; it is {Show(lines.Sum(Measure))}."
            );
    }

    // Windows-1252 has one byte for each character, and "?" for those it lacks.
    private static int Measure(string line) => KailleraText.DefaultEncoding.GetByteCount(line);

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static T ReadWord<T>(string option, string text, IReadOnlyList<(string Word, T Value)> choices)
    {
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var words = choices.Select(choice => choice.Word).ToList();
        var rule = $"{string.Join(", ", words[..^1])} or {words[^1]}";
        throw CommandException.BadInput($"{option} must be {rule}; it is {Quoted.Show(text)}.");
    }
}
