using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>A socket on a network of simulated programs, each behind lines of its own, in virtual time.</summary>
/// <param name="clock">The clock. Waiting for datagrams moves it.</param>
/// <param name="capacity">How many replies the receive buffer holds; more are dropped.</param>
/// <param name="seed">Decides what the lines do.</param>
internal sealed class SimulatedPump(ManualTimeProvider clock, int capacity = 4_096, int seed = 1) : IDatagramPump
{
    private readonly PriorityQueue<Action, TimeSpan> _agenda = new();
    private readonly Dictionary<ulong, Place> _places = [];
    private readonly Queue<(RemoteAddress From, ArrivalKind Kind, byte[] Payload, TimeSpan At)> _arrived = new();
    private readonly List<Arrival> _failures = [];
    private readonly List<(Arrival Arrival, byte[] Payload)> _batch = [];
    private readonly Random _random = new(seed);
    private readonly byte[] _outgoing = new byte[2_048];

    /// <summary>Gets or sets how late the thread looks at what has arrived: turns of other conversations hold it up.</summary>
    public TimeSpan Lateness { get; set; }

    /// <summary>Gets or sets for how long the program stands still when something has arrived, once.</summary>
    public TimeSpan Standstill { get; set; }

    /// <summary>Gets or sets why this machine can't send a datagram; <see cref="SocketError.Success"/> if it can.</summary>
    public Func<RemoteAddress, SocketError> Refuse { get; set; } = static _ => SocketError.Success;

    /// <summary>Gets when which address was sent a datagram.</summary>
    public List<(TimeSpan At, RemoteAddress To)> Sent { get; } = [];

    /// <summary>Gets or sets what is done with each datagram that is sent, or <see langword="null"/>.</summary>
    public Action<RemoteAddress, byte[]>? OnSend { get; set; }

    /// <summary>Gets how many replies lay in the receive buffer at most.</summary>
    public int FullestBuffer { get; private set; }

    /// <inheritdoc/>
    public int Capacity => capacity;

    /// <inheritdoc/>
    public bool TellsAges { get; set; } = true;

    /// <inheritdoc/>
    public long Drops { get; private set; }

    /// <inheritdoc/>
    public Span<byte> Outgoing => _outgoing;

    /// <inheritdoc/>
    public Arrival this[int index] => _batch[index].Arrival;

    /// <summary>Puts a program at an address.</summary>
    public void Add(RemoteAddress address, ISimulatedProgram program, Line there, Line back) =>
        _places.Add(address.Key, new Place(address, program, there, back));

    /// <summary>Lets a datagram arrive from anywhere.</summary>
    public void Inject(RemoteAddress from, byte[] payload, TimeSpan at) => _agenda.Enqueue(() => Arrive(from, ArrivalKind.Datagram, payload), at);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> GetPayload(in Arrival arrival) => _batch[arrival.Index].Payload;

    /// <inheritdoc/>
    public void Send(RemoteAddress to, int length)
    {
        var datagram = _outgoing.AsSpan(0, length).ToArray();
        if (Refuse(to) is var error and not SocketError.Success)
        {
            _failures.Add(new Arrival(ArrivalKind.SendFailed, to, Error: error));
            return;
        }

        Sent.Add((clock.Elapsed, to));
        OnSend?.Invoke(to, datagram);
        if (!_places.TryGetValue(to.Key, out var place))
        {
            return;
        }

        foreach (var arrival in place.There.Carry(_random, clock.Elapsed))
        {
            _agenda.Enqueue(() => Deliver(place, datagram), arrival);
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
        _batch.Clear();
        _batch.AddRange(_failures.Select(static failure => (failure, Array.Empty<byte>())));
        wait = _failures.Count > 0 ? TimeSpan.Zero : wait;
        _failures.Clear();
        HappenUntil(clock.Elapsed);
        var end = clock.Elapsed + wait;
        while (_arrived.Count == 0 && _agenda.TryPeek(out _, out var next) && next <= end)
        {
            Go(next);
            HappenUntil(next);
        }

        if (_arrived.Count == 0)
        {
            Go(end);
        }
        else if (Lateness + Standstill is var delay && delay > TimeSpan.Zero)
        {
            Standstill = TimeSpan.Zero;
            var late = clock.Elapsed + delay;
            HappenUntil(late);
            Go(late);
        }

        while (_batch.Count < DatagramPump.Batch && _arrived.TryDequeue(out var arrived))
        {
            var arrival = new Arrival(arrived.Kind, arrived.From, TellsAges ? clock.Elapsed - arrived.At : TimeSpan.Zero, _batch.Count, arrived.Payload.Length);
            _batch.Add((arrival, arrived.Payload));
        }

        return _batch.Count;
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private void Go(TimeSpan to)
    {
        if (to > clock.Elapsed)
        {
            clock.Advance(to - clock.Elapsed);
        }
    }

    private void HappenUntil(TimeSpan time)
    {
        while (_agenda.TryPeek(out _, out var due) && due <= time)
        {
            Go(due);
            _agenda.Dequeue()();
        }
    }

    private void Deliver(Place place, byte[] datagram)
    {
        if (!place.Program.Receive(datagram, clock.Elapsed))
        {
            foreach (var arrival in place.Back.Carry(_random, clock.Elapsed))
            {
                _agenda.Enqueue(() => Arrive(place.Address, ArrivalKind.PortUnreachable, []), arrival);
            }
        }

        Answer(place);
    }

    private void Answer(Place place)
    {
        while (place.Program.TryAnswer(clock.Elapsed, out var answer))
        {
            foreach (var arrival in place.Back.Carry(_random, clock.Elapsed))
            {
                _agenda.Enqueue(() => Arrive(place.Address, ArrivalKind.Datagram, answer), arrival);
            }
        }

        if (place.Program.WakeUp is var wakeUp && wakeUp < TimeSpan.MaxValue && wakeUp != place.Planned)
        {
            place.Planned = wakeUp;
            _agenda.Enqueue(() => Answer(place), wakeUp > clock.Elapsed ? wakeUp : clock.Elapsed + TimeSpan.FromTicks(1));
        }
    }

    private void Arrive(RemoteAddress from, ArrivalKind kind, byte[] payload)
    {
        if (_arrived.Count >= capacity)
        {
            Drops++;
            return;
        }

        _arrived.Enqueue((from, kind, payload, clock.Elapsed));
        FullestBuffer = Math.Max(FullestBuffer, _arrived.Count);
    }

    private sealed record Place(RemoteAddress Address, ISimulatedProgram Program, Line There, Line Back)
    {
        public TimeSpan Planned { get; set; } = TimeSpan.MinValue;
    }
}
