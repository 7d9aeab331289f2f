using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>One instruction inside a received datagram. It points into the datagram's bytes and copies none.</summary>
public readonly ref struct P2PInstruction
{
    internal P2PInstruction(byte serial, P2PInstructionType type, ReadOnlySpan<byte> body)
    {
        Serial = serial;
        Type = type;
        Body = body;
    }

    /// <summary>Gets the sender's serial: counts up from 0 and wraps at 256.</summary>
    public byte Serial { get; }

    /// <summary>Gets the type. It may be a value the enumeration has no name for.</summary>
    public P2PInstructionType Type { get; }

    /// <summary>Gets the body: 0 to 254 bytes, without the type.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Gets a value indicating whether the type is one that n02 programs send.</summary>
    public bool IsKnown => Enum.IsDefined(Type);

    /// <summary>Reads the two names of a login request, or of a host's acceptance.</summary>
    /// <param name="encoding">The code page, or <see langword="null"/> for <see cref="KailleraText.NameEncoding"/>.</param>
    /// <param name="userName">The player's name.</param>
    /// <param name="title">The emulator's name in a request, the game's in an acceptance.</param>
    /// <returns>Whether this is such an instruction and its body is long enough.</returns>
    public bool TryReadNames(Encoding? encoding, out string userName, out string title)
    {
        // user name 32 | emulator or game name 128 | third generation: integers of 4 bytes each
        var found =
            Type is P2PInstructionType.LoginRequest or P2PInstructionType.LoginAccepted
            && Body.Length >= P2PProtocol.UserNameSize + P2PProtocol.GameNameSize;
        userName = found ? KailleraText.Decode(Body[..P2PProtocol.UserNameSize], encoding) : string.Empty;
        title = found ? KailleraText.Decode(Body.Slice(P2PProtocol.UserNameSize, P2PProtocol.GameNameSize), encoding) : string.Empty;
        return found;
    }

    /// <summary>Reads a chat line.</summary>
    /// <param name="encoding">The code page, or <see langword="null"/> for <see cref="KailleraText.NameEncoding"/>.</param>
    /// <param name="text">The line.</param>
    /// <returns>Whether this is a chat line and its body is long enough.</returns>
    public bool TryReadChat(Encoding? encoding, out string text)
    {
        // frame number 4 | text | NUL
        var found = Type is P2PInstructionType.Chat && Body.Length >= sizeof(int);
        text = found ? KailleraText.Decode(Body[sizeof(int)..], encoding) : string.Empty;
        return found;
    }
}
