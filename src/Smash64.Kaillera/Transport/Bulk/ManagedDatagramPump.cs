using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>A pump for every system: one blocking call for each datagram, through the framework's socket.</summary>
/// <remarks>
/// The system doesn't say here when a datagram came. As the socket is looked at after each portion that is sent, that is
/// some tenths of a millisecond before it is read.
/// </remarks>
internal sealed class ManagedDatagramPump : IDatagramPump
{
    private const int ConnectionResetControl = unchecked((int)0x9800000C);

    // A socket address begins with its family (2 bytes), the port and the address, both big-endian.
    private const int PortOffset = 2;
    private const int AddressOffset = 4;

    private readonly Socket _socket;
    private readonly byte[] _outgoing;
    private readonly byte[] _incoming = new byte[DatagramPump.Batch * DatagramPump.IncomingLength];
    private readonly SocketAddress _to = new IPEndPoint(IPAddress.Any, 0).Serialize();
    private readonly SocketAddress _from = new IPEndPoint(IPAddress.Any, 0).Serialize();
    private readonly List<Arrival> _arrivals = [];
    private readonly List<Arrival> _failures = [];

    public ManagedDatagramPump(Socket socket, int maxDatagramLength)
    {
        _socket = socket;
        _outgoing = new byte[maxDatagramLength];
        Capacity = DatagramPump.CountReplies(socket);
        if (OperatingSystem.IsWindows())
        {
            // Windows would answer a receive with "connection reset" for what another host's closed port said.
            socket.IOControl(ConnectionResetControl, [0, 0, 0, 0], null);
        }
    }

    /// <inheritdoc/>
    public int Capacity { get; }

    /// <inheritdoc/>
    public bool TellsAges => false;

    /// <inheritdoc/>
    public long Drops => 0;

    /// <inheritdoc/>
    public Span<byte> Outgoing => _outgoing;

    /// <inheritdoc/>
    public Arrival this[int index] => _arrivals[index];

    /// <inheritdoc/>
    public ReadOnlySpan<byte> GetPayload(in Arrival arrival) =>
        _incoming.AsSpan(arrival.Index * DatagramPump.IncomingLength, arrival.Length);

    /// <inheritdoc/>
    public void Send(RemoteAddress to, int length)
    {
        var address = _to.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(address[PortOffset..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(address[AddressOffset..], to.Address);
        try
        {
            _socket.SendTo(_outgoing.AsSpan(0, length), SocketFlags.None, _to);
        }
        catch (SocketException e)
        {
            _failures.Add(new Arrival(ArrivalKind.SendFailed, to, Error: e.SocketErrorCode));
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public int Receive(TimeSpan wait)
    {
        _arrivals.Clear();
        _arrivals.AddRange(_failures);
        _failures.Clear();
        if (_arrivals.Count > 0)
        {
            wait = TimeSpan.Zero;
        }

        // Systems that count whole milliseconds must not be made to turn idly.
        var microseconds = wait == TimeSpan.Zero ? 0 : Math.Max(1_000, (int)wait.TotalMicroseconds);
        for (var i = 0; i < DatagramPump.Batch && (_socket.Available > 0 || _socket.Poll(microseconds, SelectMode.SelectRead)); i++)
        {
            microseconds = 0;
            Take(i);
        }

        return _arrivals.Count;
    }

    public void Dispose() => _socket.Dispose();

    private void Take(int index)
    {
        var room = _incoming.AsSpan(index * DatagramPump.IncomingLength, DatagramPump.IncomingLength);
        try
        {
            var length = _socket.ReceiveFrom(room, SocketFlags.None, _from);
            var address = _from.Buffer.Span;
            var from = new RemoteAddress(
                BinaryPrimitives.ReadUInt32BigEndian(address[AddressOffset..]),
                BinaryPrimitives.ReadUInt16BigEndian(address[PortOffset..])
            );
            _arrivals.Add(new Arrival(ArrivalKind.Datagram, from, Index: index, Length: length));
        }
        catch (SocketException)
        {
            // A datagram longer than the buffer (Windows tells so; it is none of ours), or a complaint about one we sent.
        }
    }
}
