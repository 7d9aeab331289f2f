using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P;

/// <summary>Settings of a <see cref="P2PHost"/>. They are checked and copied when it starts.</summary>
public sealed class P2PHostOptions
{
    private const int MostPeers = 3;

    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>: all of this machine's addresses.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port to listen on.</summary>
    /// <value>0 (any free port) to 65535. The default is <see cref="KailleraDefaults.P2PPort"/> (27886).</value>
    public int Port { get; set; } = KailleraDefaults.P2PPort;

    /// <summary>Gets or sets the name of the host's player.</summary>
    /// <value>May be empty; cut to 31 bytes of <see cref="Encoding"/>. The default is <c>Practice host</c>.</value>
    public string UserName { get; set; } = "Practice host";

    /// <summary>Gets or sets the name of the hosted game.</summary>
    /// <value>May be empty; cut to 127 bytes of <see cref="Encoding"/>. The default is <c>SMASH BROTHERS</c>.</value>
    public string Game { get; set; } = "SMASH BROTHERS";

    /// <summary>Gets or sets the name of the host's emulator. A peer with another one is told so in the chat first.</summary>
    /// <value>
    /// May be empty; compared in its first 127 bytes of <see cref="Encoding"/>. The default is <c>Smash64.Kaillera P2PHost</c>.
    /// </value>
    public string ClientName { get; set; } = "Smash64.Kaillera P2PHost";

    /// <summary>Gets or sets which kind of host to be.</summary>
    /// <value>The default is <see cref="P2PHostGeneration.Second"/>.</value>
    public P2PHostGeneration Generation { get; set; } = P2PHostGeneration.Second;

    /// <summary>Gets or sets after how much silence a peer loses its seat. Real hosts of the first generation lack this.</summary>
    /// <value>
    /// More than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for never. The default is 10 seconds. A
    /// peer that asked and has not confirmed yet, which clients do at once, loses it after 3 seconds at the latest.
    /// </value>
    public TimeSpan SilentPeerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how many peers a room of the third generation holds beside its host.</summary>
    /// <value>1 to 3. The default is 3. The other generations hold one.</value>
    public int MaxPeers { get; set; } = MostPeers;

    /// <summary>Gets or sets the code page of names and chat lines.</summary>
    /// <value>
    /// Any that writes ASCII as single bytes. Bytes it cannot decode become U+FFFD, never an exception. The default,
    /// <see cref="KailleraText.NameEncoding"/>, reads UTF-8, Japanese and Windows-1252; it is written as Windows-1252 by hosts of the
    /// first generation, and as UTF-8 by the others.
    /// </value>
    public Encoding Encoding { get; set; } = KailleraText.NameEncoding;

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            UserName is null || Game is null || ClientName is null
                ? $"{nameof(UserName)}, {nameof(Game)} and {nameof(ClientName)} must not be null."
                : null,
            KailleraText.FindEncodingError(Encoding),
            Enum.IsDefined(Generation) && Generation != P2PHostGeneration.Unknown
                ? null
                : $"{nameof(Generation)} must be First, Second or Third; it is {Generation}.",
            OptionRules.Patience(nameof(SilentPeerTimeout), SilentPeerTimeout),
            OptionRules.Count(nameof(MaxPeers), MaxPeers, 1, MostPeers)
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a running host.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal P2PHostOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (P2PHostOptions)MemberwiseClone();
    }
}
