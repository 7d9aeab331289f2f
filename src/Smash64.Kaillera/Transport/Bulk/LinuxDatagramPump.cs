using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using static Smash64.Kaillera.Transport.Bulk.LinuxSocketCalls;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>A pump for Linux: one system call for many datagrams, and the kernel's own stamp on each that comes.</summary>
/// <remarks>
/// Beside datagrams the kernel tells what no other system tells an unconnected socket: when each came, how many it dropped, and
/// which port refused.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxDatagramPump : IDatagramPump
{
    private const int Batch = DatagramPump.Batch;
    private const int ControlLength = 256;
    private const int MostErrors = 1_024; // taken at a time

    // A program may have stood still for so long; what is older is a clock that was set.
    private static readonly TimeSpan OldestStamp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(50);

    // Others' errors may come as fast as they are taken.
    private const int MostTries = 8;

    private readonly Socket _socket;
    private readonly int _handle;
    private readonly int _outgoingLength;

    // Pinned, so that what points from one into the other stays true.
    private readonly byte[] _outgoing;
    private readonly byte[] _incoming = Pin<byte>(Batch * DatagramPump.IncomingLength);
    private readonly byte[] _control = Pin<byte>(Batch * ControlLength);
    private readonly InternetAddress[] _to = Pin<InternetAddress>(Batch);
    private readonly InternetAddress[] _from = Pin<InternetAddress>(Batch);
    private readonly IOVector[] _outgoingBuffers = Pin<IOVector>(Batch);
    private readonly IOVector[] _incomingBuffers = Pin<IOVector>(Batch);
    private readonly Message[] _outgoingMessages = Pin<Message>(Batch);
    private readonly Message[] _incomingMessages = Pin<Message>(Batch);

    private readonly List<Arrival> _arrivals = [];
    private readonly List<Arrival> _failures = [];
    private readonly SocketAddress _retryAddress = new IPEndPoint(IPAddress.Any, 0).Serialize();
    private DateTime _clock = DateTime.UtcNow;
    private long _looked = Stopwatch.GetTimestamp();
    private int _queued;

    public LinuxDatagramPump(Socket socket, int maxDatagramLength)
    {
        _socket = socket;
        _handle = (int)socket.Handle;
        _outgoingLength = maxDatagramLength;
        _outgoing = Pin<byte>(Batch * maxDatagramLength);
        Capacity = DatagramPump.CountReplies(socket);
        ReadOnlySpan<byte> on = [1, 0, 0, 0];
        socket.SetRawSocketOption(SocketLevel, StampOption, on);
        socket.SetRawSocketOption(SocketLevel, DropsOption, on);
        socket.SetRawSocketOption(IPLevel, ErrorsOption, on);
        socket.DontFragment = true; // else the kernel picks a number for each datagram that might be cut, a twentieth of its work
        for (var i = 0; i < Batch; i++)
        {
            _outgoingBuffers[i].Start = Address(_outgoing, i * maxDatagramLength);
            _outgoingMessages[i].Set(Address(_to, i), Address(_outgoingBuffers, i));
            _incomingBuffers[i].Start = Address(_incoming, i * DatagramPump.IncomingLength);
            _incomingBuffers[i].Length = DatagramPump.IncomingLength;
            _incomingMessages[i].Set(Address(_from, i), Address(_incomingBuffers, i));
            _incomingMessages[i].Control = Address(_control, i * ControlLength);
        }
    }

    /// <inheritdoc/>
    public int Capacity { get; }

    /// <inheritdoc/>
    public bool TellsAges => true;

    /// <inheritdoc/>
    public long Drops { get; private set; }

    /// <inheritdoc/>
    public Span<byte> Outgoing => _outgoing.AsSpan(_queued * _outgoingLength, _outgoingLength);

    /// <inheritdoc/>
    public Arrival this[int index] => _arrivals[index];

    /// <inheritdoc/>
    public ReadOnlySpan<byte> GetPayload(in Arrival arrival) =>
        _incoming.AsSpan(arrival.Index * DatagramPump.IncomingLength, arrival.Length);

    /// <inheritdoc/>
    public void Send(RemoteAddress to, int length)
    {
        _to[_queued] = new InternetAddress(to);
        _outgoingBuffers[_queued].Length = (nuint)length;
        if (++_queued == Batch)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        // What an earlier datagram met is told instead of sending this one: once that is taken, this one is sent.
        var (sent, tries) = (0, 0);
        while (sent < _queued)
        {
            var count = sendmmsg(_handle, (Message*)Address(_outgoingMessages, sent), (uint)(_queued - sent), 0);
            if (count <= 0 && (TakeErrors() == 0 || ++tries == MostTries))
            {
                SendAlone(sent);
                count = 1;
            }

            sent += Math.Max(0, count);
        }

        _queued = 0;
    }

    /// <inheritdoc/>
    public int Receive(TimeSpan wait)
    {
        var hasErrors = false;
        if (wait > TimeSpan.Zero && _failures.Count == 0)
        {
            var poll = new PollRequest { Handle = _handle, Events = PollIn };
            var limit = new UnixTime { Seconds = (nint)wait.TotalSeconds };
            limit.Nanoseconds = (nint)(wait.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

            // A signal ends it early, which does no harm. An error that nobody takes would end every wait from now on.
            hasErrors = ppoll(&poll, 1, &limit, null) > 0 && (poll.Returned & PollError) != 0;
        }

        var count = ReceiveBatch();
        if (hasErrors || (count < 0 && Marshal.GetLastPInvokeError() != TryAgain))
        {
            TakeErrors();
            count = count < 0 ? ReceiveBatch() : count;
        }

        _arrivals.Clear();
        _arrivals.AddRange(_failures);
        _failures.Clear();
        var now = ReadClock();
        for (var i = 0; i < count; i++)
        {
            Take(i, now);
        }

        return _arrivals.Count;
    }

    public void Dispose() => _socket.Dispose();

    private int ReceiveBatch()
    {
        for (var i = 0; i < Batch; i++)
        {
            _incomingMessages[i].NameLength = (uint)sizeof(InternetAddress);
            _incomingMessages[i].ControlLength = ControlLength;
        }

        return recvmmsg(_handle, (Message*)Address(_incomingMessages, 0), Batch, DontWait, null);
    }

    // The kernel's stamps are this clock's, which can be set while we look away: then no age is known.
    private DateTime? ReadClock()
    {
        var now = DateTime.UtcNow;
        var passed = Stopwatch.GetElapsedTime(_looked);
        var isTrue = (now - _clock - passed).Duration() < ClockTolerance;
        (_clock, _looked) = (now, Stopwatch.GetTimestamp());
        return isTrue ? now : null;
    }

    private void Take(int index, DateTime? now)
    {
        ref var message = ref _incomingMessages[index];
        var age = TimeSpan.Zero;
        ReadOnlySpan<byte> control = _control.AsSpan(index * ControlLength, (int)Math.Min(message.ControlLength, ControlLength));
        while (TryReadControl(ref control, out var level, out var type, out var data))
        {
            if (level == SocketLevel && type == StampOption && data.Length >= sizeof(UnixTime))
            {
                var stamp = MemoryMarshal.Read<UnixTime>(data);
                var came =
                    DateTime.UnixEpoch
                    + TimeSpan.FromSeconds(stamp.Seconds)
                    + new TimeSpan(stamp.Nanoseconds / TimeSpan.NanosecondsPerTick);
                age = now - came ?? TimeSpan.Zero;
                age = age > TimeSpan.Zero && age < OldestStamp ? age : TimeSpan.Zero; // the clock was set
            }
            else if (level == SocketLevel && type == DropsOption && data.Length >= sizeof(uint))
            {
                Drops += MemoryMarshal.Read<uint>(data) - (uint)Drops; // counts up and wraps
            }
        }

        _arrivals.Add(new Arrival(ArrivalKind.Datagram, _from[index].ToRemote(), age, index, (int)message.Length));
    }

    // One by one: they are rare. What is left of many is taken the next time.
    private int TakeErrors()
    {
        InternetAddress name;
        byte payload;
        var control = stackalloc byte[ControlLength];
        var buffer = new IOVector { Start = (nint)(&payload), Length = 1 };
        for (var taken = 0; taken < MostErrors; taken++)
        {
            Message message = default;
            message.Set((nint)(&name), (nint)(&buffer));
            message.Control = (nint)control;
            message.ControlLength = ControlLength;
            if (recvmsg(_handle, &message, ErrorQueue | DontWait) < 0)
            {
                return taken;
            }

            var rest = new ReadOnlySpan<byte>(control, (int)Math.Min(message.ControlLength, ControlLength));
            while (TryReadControl(ref rest, out var level, out var type, out var data))
            {
                // The error's number comes first. Others than "refused" are a router's, and the next datagram may find a way.
                var isError = level == IPLevel && type == ErrorsOption && data.Length >= sizeof(int);
                if (isError && MemoryMarshal.Read<int>(data) == ConnectionRefused)
                {
                    _failures.Add(new Arrival(ArrivalKind.PortUnreachable, name.ToRemote()));
                }
            }
        }

        return MostErrors;
    }

    // The framework's own call knows what each error number means.
    private void SendAlone(int index)
    {
        new ReadOnlySpan<byte>((void*)Address(_to, index), sizeof(InternetAddress)).CopyTo(_retryAddress.Buffer.Span);
        var payload = _outgoing.AsSpan(index * _outgoingLength, (int)_outgoingBuffers[index].Length);
        try
        {
            _socket.SendTo(payload, SocketFlags.None, _retryAddress);
        }
        catch (SocketException e)
        {
            // With others' errors about, it may be one of theirs: then this datagram counts as lost.
            if (TakeErrors() == 0)
            {
                _failures.Add(new Arrival(ArrivalKind.SendFailed, _to[index].ToRemote(), Error: e.SocketErrorCode));
            }
        }
    }

    private static T[] Pin<T>(int length)
        where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    private static nint Address<T>(T[] pinned, int index)
        where T : unmanaged => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, index);
}
