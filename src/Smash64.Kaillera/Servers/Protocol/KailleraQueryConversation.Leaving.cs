using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <content>The farewell. A user who vanishes without one stays listed until the server's timeout.</content>
internal sealed partial class KailleraQueryConversation
{
    /// <summary>At 20 % loss all twelve are lost once in 240 million visits, at 30 % once in two million.</summary>
    private const int Farewells = 12;

    /// <summary>Whom nobody ever answered: a login without its four acknowledgements is listed nowhere.</summary>
    private const int FarewellsToSilence = 6;

    private static readonly TimeSpan FarewellInterval = TimeSpan.FromMilliseconds(150);

    private int _farewells;

    private void SayFarewell(TimeSpan now)
    {
        _phase = Phase.Leaving;
        var farewell = new KailleraNoticeMessage
        {
            UserId = KailleraProtocol.NoUser,
            Text = KailleraText.Encode(_options.QuitMessage, KailleraQueryOptions.MaxQuitMessageLength, _encoding),
        };
        Span<byte> body = stackalloc byte[MaxBodyLength];
        Say(KailleraMessageType.Quit, body[..farewell.Write(body)], now);
    }

    private int WriteFarewell(TimeSpan now, Span<byte> buffer)
    {
        if (_phase is not Phase.Leaving || now < _nextSend)
        {
            return 0;
        }

        if (_farewells >= (_heardAtLoginPort ? Farewells : FarewellsToSilence))
        {
            // Refused to the last: with a port of his own a visitor is gone.
            _hasLeft |= _unreachableAt is not null && RemotePort != _doorwayPort;
            _phase = Phase.Finished;
            return 0;
        }

        _farewells++;
        _nextSend = now + FarewellInterval;
        return _outbox.Write(buffer);
    }

    /// <summary>Looks for the confirmation, whether or not what came before it is there.</summary>
    private void HearWhileLeaving(ReadOnlySpan<byte> datagram)
    {
        if (KailleraDatagramReader.TryCreate(datagram, out var reader))
        {
            while (reader.TryRead(out var message))
            {
                if (_view.IsOwnQuit(message))
                {
                    _hasLeft = true;
                    _phase = Phase.Finished;
                }
            }
        }
    }
}
