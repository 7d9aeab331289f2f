using System.Text;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Servers;

/// <summary>Settings of one visit to a Kaillera server. They are checked and copied when it begins.</summary>
public sealed class KailleraQueryOptions
{
    /// <summary>The longest <see cref="Timeout"/>: one minute.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The longest <see cref="QuitMessage"/>: 127 bytes.</summary>
    public const int MaxQuitMessageLength = 127;

    /// <summary>Gets or sets the name that the server's users read when the visitor comes and goes.</summary>
    /// <value>
    /// <see langword="null"/>, the default, for <c>Status check</c> and a random number, so that two visitors at a time don't get
    /// in each other's way: servers refuse a name in use. Else 1 to 31 bytes of <see cref="Encoding"/> without <c>|</c> and
    /// control characters, and not <c>Server</c>: servers refuse those.
    /// </value>
    public string? UserName { get; set; }

    /// <summary>Gets or sets the emulator's name that the server is told.</summary>
    /// <value>1 to 127 bytes of <see cref="Encoding"/> without control characters. The default is <c>Smash64.Kaillera</c>.</value>
    public string EmulatorName { get; set; } = "Smash64.Kaillera";

    /// <summary>Gets or sets the connection that the server is told.</summary>
    /// <value>Any but <see cref="KailleraConnection.Unknown"/>. The default is <see cref="KailleraConnection.Good"/>.</value>
    public KailleraConnection Connection { get; set; } = KailleraConnection.Good;

    /// <summary>Gets or sets the last words, which everybody on the server reads.</summary>
    /// <value>
    /// 1 to 127 bytes of <see cref="Encoding"/> without control characters: EmuLinkerSF ignores a farewell without words. The
    /// default is <c>Only looked who is here</c>.
    /// </value>
    public string QuitMessage { get; set; } = "Only looked who is here";

    /// <summary>Gets or sets how long the visit may take until its verdict.</summary>
    /// <value>
    /// More than zero and at most <see cref="MaxTimeout"/> (one minute). The default is 8 seconds. Leaving comes on top: as long as
    /// one answer takes, or two seconds where none comes.
    /// </value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Gets or sets the server's code page.</summary>
    /// <value>
    /// Any that writes ASCII as single bytes. Bytes it cannot decode become U+FFFD, never an exception. The default,
    /// <see cref="KailleraText.NameEncoding"/>, reads UTF-8, Japanese and Windows-1252, and writes the last.
    /// </value>
    public Encoding Encoding { get; set; } = KailleraText.NameEncoding;

    internal IEnumerable<string> FindErrors() =>
        KailleraText.FindEncodingError(Encoding) is { } encodingError
            ? [encodingError] // the lengths below are counted in it
            : OptionRules.Broken(
                UserName is null ? null : FindNameError(nameof(UserName), UserName, KailleraProtocol.MaxUserNameLength),
                FindRefusal(UserName),
                FindNameError(nameof(EmulatorName), EmulatorName, KailleraProtocol.MaxEmulatorNameLength),
                FindNameError(nameof(QuitMessage), QuitMessage, MaxQuitMessageLength),
                Enum.IsDefined(Connection) && Connection != KailleraConnection.Unknown
                    ? null
                    : $"{nameof(Connection)} must be Lan, Excellent, Good, Average, Low or Bad; it is {Connection}.",
                OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "one minute")
            );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a visit under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraQueryOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (KailleraQueryOptions)MemberwiseClone();
    }

    private static string? FindRefusal(string? userName) =>
        userName is not null
        && (userName.Contains('|', StringComparison.Ordinal) || userName.Equals("Server", StringComparison.OrdinalIgnoreCase))
            ? $"{nameof(UserName)} must not hold | and not be Server, which servers refuse; it is \"{userName}\"."
            : null;

    private string? FindNameError(string setting, string? text, int maxLength) =>
        string.IsNullOrEmpty(text) || text.Any(char.IsControl) || KailleraText.MakeTolerant(Encoding).GetByteCount(text) > maxLength
            ? $"{setting} must be 1 to {maxLength} bytes without control characters; it is \"{KailleraText.Clean(text)}\"."
            : null;
}
