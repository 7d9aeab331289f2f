using System.Diagnostics.CodeAnalysis;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>One question to a router, repeated after 250 ms and then after twice as long (RFC 6886, 3.1) until its answer has come.</summary>
internal sealed class GatewayQuestion<TAnswer>(IPEndPoint gateway, byte[] question, int localPort, ReadAnswer<TAnswer> read, TimeSpan timeout)
    : IListeningProgram<GatewayAnswer<TAnswer>>
    where TAnswer : class
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    private TimeSpan _due;
    private TimeSpan _wait = FirstWait;
    private bool _isToBeSent;
    private bool _hasEnded;
    private GatewayAnswer<TAnswer>? _answer;

    public TimeSpan WakeUp => _hasEnded ? TimeSpan.MaxValue : _due < timeout ? _due : timeout;

    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
    {
        if (!_hasEnded && sender.Equals(gateway) && read(datagram) is { } answer)
        {
            End(answer);
        }
    }

    public void Advance(TimeSpan now)
    {
        if (!_hasEnded && now >= timeout)
        {
            End(answer: null);
        }
        else if (!_hasEnded && now >= _due)
        {
            _isToBeSent = true;
            _due = now + _wait;
            _wait *= 2;
        }
    }

    public void Close() => _hasEnded = true;

    public bool TryWrite(out int port, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        (port, destination, datagram) = (localPort, gateway, question);
        var isDue = _isToBeSent;
        _isToBeSent = false;
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out GatewayAnswer<TAnswer>? happened)
    {
        happened = _answer;
        _answer = null;
        return happened is not null;
    }

    private void End(TAnswer? answer)
    {
        _hasEnded = true;
        _answer = new GatewayAnswer<TAnswer>(answer);
    }
}

/// <summary>Reads an answer, or says that it is none.</summary>
internal delegate TAnswer? ReadAnswer<TAnswer>(ReadOnlySpan<byte> datagram)
    where TAnswer : class;

/// <summary>The end of a question.</summary>
/// <param name="Value">What was answered, or <see langword="null"/> for silence.</param>
internal sealed record GatewayAnswer<TAnswer>(TAnswer? Value)
    where TAnswer : class;

/// <summary>Asks over a socket.</summary>
internal static class GatewayQuestions
{
    public static async Task<TAnswer?> AskAsync<TAnswer>(
        IPAddress localAddress,
        IPEndPoint gateway,
        byte[] question,
        ReadAnswer<TAnswer> read,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
        where TAnswer : class
    {
        var (answer, _) = await ListeningRun
            .ToFirstEventAsync(
                localAddress,
                port: 0,
                local => new GatewayQuestion<TAnswer>(gateway, question, local.Port, read, timeout),
                time,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Value;
    }
}
