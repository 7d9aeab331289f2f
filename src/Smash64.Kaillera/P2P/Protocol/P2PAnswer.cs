using System.Text;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>What a datagram from the asked address says about the program that sent it.</summary>
internal readonly record struct P2PAnswer
{
    /// <summary>The answer to <c>PING</c> of a Kaillera server's doorway, and what its answers to <c>HELLO</c> begin with.</summary>
    private static ReadOnlySpan<byte> Pong => "PONG\0"u8;

    private static ReadOnlySpan<byte> Hello => "HELLOD00D"u8;

    private static ReadOnlySpan<byte> TooMany => "TOO\0"u8;

    /// <summary>Gets who answers.</summary>
    public Source From { get; private init; }

    /// <summary>Gets a value indicating whether the host refuses: LOGN_RNEG.</summary>
    public bool IsRefusal { get; private init; }

    /// <summary>Gets the host player's name, if the datagram holds LOGN_RPOS.</summary>
    public string? HostName { get; private init; }

    /// <summary>Gets the game, if the datagram holds LOGN_RPOS.</summary>
    public string? Game { get; private init; }

    /// <summary>Gets a value indicating whether LOGN_RPOS has more than the names, as in rooms of the third generation.</summary>
    public bool IsRoom { get; private init; }

    /// <summary>Gets the serial of our newest PING whose echo the datagram holds, or <see langword="null"/>.</summary>
    public int? Echoed { get; private init; }

    /// <summary>Gets the body of the host's own newest PING, or <see langword="null"/>.</summary>
    public byte[]? Ping { get; private init; }

    /// <summary>Reads a datagram.</summary>
    public static P2PAnswer Read(ReadOnlySpan<byte> datagram, Encoding encoding)
    {
        if (datagram.SequenceEqual(P2PProtocol.KnockReply))
        {
            return new P2PAnswer { From = Source.KnockedHost };
        }

        if (datagram.SequenceEqual(Pong) || datagram.StartsWith(Hello) || datagram.SequenceEqual(TooMany))
        {
            return new P2PAnswer { From = Source.KailleraServer };
        }

        return P2PDatagramReader.TryCreate(datagram, out var reader) ? Read(reader, encoding) : default;
    }

    private static P2PAnswer Read(P2PDatagramReader reader, Encoding encoding)
    {
        var answer = new P2PAnswer { From = Source.SeatedHost };
        var accepted = false;
        while (reader.TryRead(out var instruction))
        {
            switch (instruction.Type)
            {
                case P2PInstructionType.LoginRequest:
                    // No host asks to be let in: this is our own datagram, reflected.
                    return default;
                case P2PInstructionType.LoginAccepted:
                    accepted = true;
                    if (instruction.TryReadNames(encoding, out var hostName, out var game))
                    {
                        const int NamesSize = P2PProtocol.UserNameSize + P2PProtocol.GameNameSize;
                        answer = answer with { HostName = hostName, Game = game, IsRoom = instruction.Body.Length > NamesSize };
                    }

                    break;
                case P2PInstructionType.LoginRefused:
                    answer = answer with { IsRefusal = true };
                    break;
                case P2PInstructionType.PingEcho when answer.Echoed is null && P2PPingToken.TryRead(instruction.Body, out var serial):
                    answer = answer with { Echoed = serial };
                    break;
                case P2PInstructionType.Ping when answer.Ping is null:
                    answer = answer with { Ping = instruction.Body.ToArray() };
                    break;
                default:
                    if (!instruction.IsKnown)
                    {
                        return default;
                    }

                    break;
            }
        }

        return answer.IsRefusal && !accepted ? answer with { From = Source.RefusingHost } : answer;
    }

    /// <summary>Who sent a datagram.</summary>
    internal enum Source
    {
        /// <summary>A program that speaks another language, or noise.</summary>
        Stranger,

        /// <summary>A host that answers a knock: nothing is known about its seat.</summary>
        KnockedHost,

        /// <summary>A host that has given us its seat.</summary>
        SeatedHost,

        /// <summary>A host that refuses the login, or throws us out.</summary>
        RefusingHost,

        /// <summary>A Kaillera server's doorway.</summary>
        KailleraServer,
    }
}
