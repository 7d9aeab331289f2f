using System.Net;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>One place on a practice server.</summary>
internal sealed class PracticeUser
{
    private ushort _expected;

    public PracticeUser(PracticeContext context, ushort id, IPEndPoint promised, int port)
    {
        Id = id;
        Promised = promised;
        Port = port;
        Since = LastHeard = context.Now;
        Outbox = new PracticeOutbox(context, datagram => context.Send(Port, EndPoint ?? Promised, datagram));
    }

    public ushort Id { get; }

    /// <summary>Gets who said HELLO.</summary>
    public IPEndPoint Promised { get; }

    /// <summary>Gets or sets where his messages come from: the same address, maybe another port of it.</summary>
    public IPEndPoint? EndPoint { get; set; }

    /// <summary>Gets the server's port he talks to.</summary>
    public int Port { get; }

    public PracticeOutbox Outbox { get; }

    public PracticeUserStage Stage { get; set; } = PracticeUserStage.Promised;

    /// <summary>Gets the time at which he said HELLO.</summary>
    public TimeSpan Since { get; }

    public TimeSpan LastHeard { get; set; }

    public string Name { get; set; } = string.Empty;

    public string Emulator { get; set; } = string.Empty;

    /// <summary>Gets or sets how many bytes the names had as they came, which is what their limits count.</summary>
    public (int Name, int Emulator) Lengths { get; set; }

    /// <summary>Gets or sets a value indicating whether the name came with control characters.</summary>
    public bool HasControlCharacters { get; set; }

    public KailleraConnection Connection { get; set; }

    /// <summary>Gets or sets the time at which he said who he is.</summary>
    public TimeSpan? LoginBegan { get; set; }

    public int Acks { get; set; }

    /// <summary>Gets or sets the ping, in milliseconds.</summary>
    public int Ping { get; set; }

    /// <summary>Gets or sets how many of the newcomer's messages he was told.</summary>
    public int Welcomes { get; set; }

    /// <summary>Gets or sets the time of the next one.</summary>
    public TimeSpan NextWelcome { get; set; } = TimeSpan.MaxValue;

    public TimeSpan? LastChat { get; set; }

    public PracticeGame? Game { get; set; }

    /// <summary>
    /// Tells whether a message with this number comes after all that were taken. Numbers wrap, so half of them are behind.
    /// </summary>
    public bool IsNews(ushort number) => (ushort)(number - _expected) <= short.MaxValue;

    /// <summary>Notes that all messages up to this one are taken, or lost for good.</summary>
    public void Take(ushort number) => _expected = (ushort)(number + 1);

    /// <summary>Describes him to the outside. End points can be changed by whoever gets them, so that is a copy.</summary>
    public KailleraPracticeUser Describe() =>
        new(Name)
        {
            Id = Id,
            Emulator = Emulator,
            Ping = TimeSpan.FromMilliseconds(Ping),
            Connection = Connection,
            EndPoint = Copy(EndPoint ?? Promised),
        };

    /// <summary>Describes something he did, in the same manner.</summary>
    public KailleraPracticeServerEvent Describe(KailleraPracticeServerEventKind kind) =>
        new(kind, Copy(EndPoint ?? Promised))
        {
            UserId = Id,
            UserName = LoginBegan is null ? null : Name,
            Emulator = LoginBegan is null ? null : Emulator,
        };

    private static IPEndPoint Copy(IPEndPoint endPoint) => new(endPoint.Address, endPoint.Port);
}
