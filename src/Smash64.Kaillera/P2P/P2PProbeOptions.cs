using System.Text;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P;

/// <summary>Settings of a <see cref="P2PProbe"/>. They are checked and copied when a probe first uses them.</summary>
public sealed class P2PProbeOptions
{
    /// <summary>The longest a probe may be told to take: one minute.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The least that <see cref="MaxBytes"/> may allow a probe that can log in: 512 bytes, which pay for a knock, a login and
    /// the farewells a login obliges to.
    /// </summary>
    public const int MinBytes = 512;

    private const int DefaultDatagramsPerSecond = 1_000;

    private int? _maxDatagramsPerSecond;

    /// <summary>Gets or sets how much a probe asks of the host.</summary>
    /// <value>The default is <see cref="P2PProbeMode.Quiet"/>.</value>
    public P2PProbeMode Mode { get; set; } = P2PProbeMode.Quiet;

    /// <summary>Gets or sets the player name a login shows to the host's player.</summary>
    /// <value>
    /// Not empty, no control characters; cut to <see cref="P2PProtocol.MaxUserNameLength"/> (31) bytes of
    /// <see cref="Encoding"/>. The default is <c>P2P check</c>.
    /// </value>
    public string UserName { get; set; } = "P2P check";

    /// <summary>Gets or sets the emulator name a login shows to the host's player.</summary>
    /// <value>
    /// Not empty, no control characters; cut to <see cref="P2PProtocol.MaxClientNameLength"/> (127) bytes of
    /// <see cref="Encoding"/>. The default is <c>Smash64.Kaillera</c>. A name that differs from the host's own emulator
    /// makes the host send one datagram more, which helps on a bad line.
    /// </value>
    public string ClientName { get; set; } = "Smash64.Kaillera";

    /// <summary>Gets or sets how long the verdict may take. Leaving a host that answered a login comes on top.</summary>
    /// <value>
    /// More than zero and at most <see cref="MaxTimeout"/> (one minute). The default is 2.5 seconds. Below 1.2 seconds a
    /// quiet probe logs in after a quarter of it.
    /// </value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Gets or sets the lines a probe says in the host's chat after it has logged in.</summary>
    /// <value>
    /// At most <see cref="P2PProtocol.MaxGreetingLines"/> (7) lines without control characters, together at most
    /// <see cref="P2PProtocol.MaxGreetingLength"/> (900) bytes of <see cref="Encoding"/> and each at most 249. Empty by
    /// default. Lines need <see cref="P2PProbeMode.Identify"/>: only a probe that logs in can speak. Rooms of the third
    /// generation are not greeted. Never put a third party's text here, since it appears on the host's screen.
    /// </value>
    public IReadOnlyList<string> Greeting { get; set; } = [];

    /// <summary>
    /// Gets or sets how many bytes a probe sends in all at most, headers (<see cref="P2PProtocol.HeadersLength"/>) included:
    /// for services that must not send much more than they were sent.
    /// </summary>
    /// <value>
    /// Zero (no limit, the default), or at least <see cref="MinBytes"/> (512); knocks alone need 36. What leaving a host
    /// costs is kept back before each login. A silent host is sent about 3,900 bytes without a limit;
    /// less than 1,800 makes verdicts less sure on bad lines (docs/probing.md has the figures).
    /// </value>
    public int MaxBytes { get; set; }

    /// <summary>Gets or sets who is told how a probe goes on, or <see langword="null"/> for nobody.</summary>
    /// <value>
    /// Called after each datagram while the probe waits, so it should be quick. What it throws is lost. The default is
    /// <see langword="null"/>.
    /// </value>
    public IProgress<P2PProbeProgress>? Progress { get; set; }

    /// <summary>Gets or sets the path to the host, or <see langword="null"/> (the default) to ask straight at its port.</summary>
    /// <value>
    /// For single probes only. Finding a host over a path comes before <see cref="Timeout"/>, and what the path itself sends, not to the
    /// host, is not part of <see cref="MaxBytes"/>.
    /// </value>
    public P2PPath? Path { get; set; }

    /// <summary>Gets or sets the code page of names and chat lines.</summary>
    /// <value>
    /// Any that writes ASCII as single bytes. Bytes it cannot decode become U+FFFD, never an exception. The default,
    /// <see cref="KailleraText.NameEncoding"/>, reads UTF-8, Japanese and Windows-1252; it is written as UTF-8 where the host is known
    /// to read it, and as Windows-1252 elsewhere.
    /// </value>
    public Encoding Encoding { get; set; } = KailleraText.NameEncoding;

    /// <summary>Gets or sets how many hosts <see cref="IP2PProbe.ProbeManyAsync"/> asks at the same time at most.</summary>
    /// <value>
    /// 1 to 65,536, the default: a silent host takes about a kilobyte until <see cref="Timeout"/>, and without a rate no other
    /// host waits for it. <see cref="MaxDatagramsPerSecond"/> limits it further, since nobody knows beforehand who is silent: to
    /// so many hosts that their repeats alone would reach the rate if all were. At 1,000 datagrams a second these are 200 knocks,
    /// or 50 probes that log in.
    /// </value>
    public int MaxConcurrency { get; set; } = 65_536;

    /// <summary>Gets or sets how many datagrams a second <see cref="IP2PProbe.ProbeManyAsync"/> sends on average at most.</summary>
    /// <value>
    /// Zero (no limit) or more. The default is 1,000, and no limit for loopback addresses (127.0.0.0/8); a value that is set
    /// is for these as well. Probes begin evenly spaced. One under way is never slowed down, because its verdict depends on
    /// its timing: the next ones begin later instead.
    /// </value>
    public int MaxDatagramsPerSecond
    {
        get => _maxDatagramsPerSecond ?? DefaultDatagramsPerSecond;
        set => _maxDatagramsPerSecond = value;
    }

    /// <summary>Gets or sets a value indicating whether addresses are kept out of logs and traces.</summary>
    /// <value>The default is <see langword="false"/>: logs and traces name the host that was asked.</value>
    public bool HideAddresses { get; set; }

    /// <summary>Gets a value indicating whether the rate is for addresses of this machine as well.</summary>
    internal bool PacesLoopback => _maxDatagramsPerSecond is not null;

    internal IEnumerable<string> FindErrors()
    {
        var leastBytes = Mode == P2PProbeMode.Knock ? P2PProtocol.HeadersLength + P2PProtocol.Knock.Length : MinBytes;
        var encodingError = KailleraText.FindEncodingError(Encoding);
        var errors = OptionRules.Broken(
            Enum.IsDefined(Mode) ? null : $"{nameof(Mode)} must be Quiet, Identify or Knock; it is {Mode}.",
            encodingError,
            FindNameError(nameof(UserName), UserName),
            FindNameError(nameof(ClientName), ClientName),
            OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "one minute"),
            OptionRules.Concurrency(nameof(MaxConcurrency), MaxConcurrency),
            OptionRules.Rate(nameof(MaxDatagramsPerSecond), MaxDatagramsPerSecond),
            MaxBytes == 0 || MaxBytes >= leastBytes
                ? null
                : $"{nameof(MaxBytes)} must be 0 (no limit) or at least {leastBytes}; it is {MaxBytes}."
        );

        // Without an encoding nobody can count the bytes of a greeting.
        return encodingError is null ? errors.Concat(FindGreetingErrors()) : errors;
    }

    /// <summary>Copies the settings, so that later edits by the caller can't reach a probe under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal P2PProbeOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (P2PProbeOptions)MemberwiseClone();
        copy.Greeting = [.. Greeting];
        return copy;
    }

    private static string? FindNameError(string setting, string? name) =>
        string.IsNullOrWhiteSpace(name) ? $"{setting} must not be empty: a player sees it."
        : name.Any(char.IsControl) ? $"{setting} must not hold control characters; it is \"{KailleraText.Clean(name)}\"."
        : null;

    private IEnumerable<string> FindGreetingErrors()
    {
        if (Greeting is null)
        {
            yield return $"{nameof(Greeting)} must not be null.";
            yield break;
        }

        if (Greeting.Count > P2PProtocol.MaxGreetingLines)
        {
            yield return $"{nameof(Greeting)} must have at most {P2PProtocol.MaxGreetingLines} lines; it has {Greeting.Count}.";
        }

        if (Greeting.Count > 0 && Mode != P2PProbeMode.Identify)
        {
            yield return $"{nameof(Greeting)} needs the mode Identify, since only a probe that logs in can speak; the mode is {Mode}.";
        }

        var length = 0;
        var encoding = KailleraText.MakeTolerant(Encoding);
        foreach (var line in Greeting)
        {
            if (line is null || line.Any(char.IsControl))
            {
                yield return $"{nameof(Greeting)} must not hold null or control characters; a line is \"{KailleraText.Clean(line)}\".";
                continue;
            }

            var bytes = encoding.GetByteCount(line);
            length += bytes;
            if (bytes > P2PProtocol.MaxChatLength)
            {
                yield return $"{nameof(Greeting)} lines must be at most {P2PProtocol.MaxChatLength} bytes; one has {bytes}.";
            }
        }

        if (length > P2PProtocol.MaxGreetingLength)
        {
            yield return $"{nameof(Greeting)} must be at most {P2PProtocol.MaxGreetingLength} bytes in all; it has {length}.";
        }
    }
}
