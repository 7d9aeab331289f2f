using System.Buffers.Binary;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>Makes the bodies of the instructions that have fields.</summary>
internal static class P2PBodies
{
    // The frame number in a chat line means nothing in a lobby; n02 writes its frame delay there.
    private const int ChatFrame = 5;

    /// <summary>Makes the body of a login request or of a host's acceptance: user name 32, emulator or game name 128.</summary>
    public static byte[] Names(string userName, string title, Encoding encoding)
    {
        var body = new byte[P2PProtocol.UserNameSize + P2PProtocol.GameNameSize];
        KailleraText.Encode(userName, body.AsSpan(0, P2PProtocol.UserNameSize), encoding);
        KailleraText.Encode(title, body.AsSpan(P2PProtocol.UserNameSize), encoding);
        return body;
    }

    /// <summary>Makes the body of a chat line: frame number 4, text, NUL.</summary>
    public static byte[] Chat(string line, Encoding encoding)
    {
        var length = Math.Min(encoding.GetByteCount(line), P2PProtocol.MaxChatLength);
        var body = new byte[sizeof(int) + length + 1];
        BinaryPrimitives.WriteInt32LittleEndian(body, ChatFrame);
        KailleraText.Encode(line, body.AsSpan(sizeof(int)), encoding);
        return body;
    }
}
