using System.Buffers.Binary;
using System.Runtime.Versioning;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

/// <summary>What routers and closed ports complain of, over a real socket of Linux.</summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxDatagramPumpTests
{
    private const byte HostUnreachable = 1;
    private const byte PortUnreachable = 3;

    private static readonly RemoteAddress Host = RemoteAddress.From(new IPEndPoint(IPAddress.Parse("127.9.9.9"), 27886));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public void Receive_PortRefused_TellsWhich()
    {
        using var line = Line.Open();

        line.Complain(PortUnreachable);

        line.Pump.Receive(Patience).Should().Be(1);
        line.Pump[0].Should().BeEquivalentTo(new Arrival(ArrivalKind.PortUnreachable, Host));
    }

    [SkippableFact]
    public void Receive_RouterComplains_TellsNothingAndWaitsOn()
    {
        using var line = Line.Open();

        line.Complain(HostUnreachable);
        line.Pump.Receive(Patience).Should().Be(0, "the next datagram may find a way");

        line.Socket.Poll(0, SelectMode.SelectError).Should().BeFalse("an error that nobody takes would end every wait at once");
        line.Complain(PortUnreachable);
        line.Pump.Receive(Patience).Should().Be(1, "what comes behind it is still told");
    }

    [SkippableFact]
    public void Receive_ManyComplaints_TakesThemAll()
    {
        using var line = Line.Open();
        var told = 0;

        for (var i = 0; i < 100; i++)
        {
            line.Complain(i % 2 == 0 ? HostUnreachable : PortUnreachable);
        }

        for (var turns = 0; told < 50 && turns < 100; turns++)
        {
            told += line.Pump.Receive(Patience);
        }

        told.Should().Be(50);
        line.Socket.Poll(0, SelectMode.SelectError).Should().BeFalse();
    }

    /// <summary>A pump, and somebody who sends it the complaints of machines on the way.</summary>
    private sealed class Line : IDisposable
    {
        private readonly Socket _raw;

        private Line(Socket raw)
        {
            _raw = raw;
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            Socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            Pump = new LinuxDatagramPump(Socket, maxDatagramLength: 64);
        }

        public Socket Socket { get; }

        public LinuxDatagramPump Pump { get; }

        public static Line Open()
        {
            Skip.IfNot(OperatingSystem.IsLinux() && LinuxSocketCalls.IsSupported, "The pump is for Linux.");
            Skip.IfNot(Environment.IsPrivilegedProcess, "Only root may send what routers say.");
            return new Line(new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp));
        }

        /// <summary>Says of a datagram from the pump to the host that it could not be delivered.</summary>
        public void Complain(byte code)
        {
            const int Icmp = 8;
            const int Ip = 20;
            var packet = new byte[Icmp + Ip + Icmp];
            (packet[0], packet[1]) = (3, code); // destination unreachable
            var header = packet.AsSpan(Icmp); // of what was sent: version and length, ..., protocol, ..., from, to
            (header[0], header[3], header[8], header[9]) = (0x45, Ip + Icmp, 64, (byte)ProtocolType.Udp);
            IPAddress.Loopback.TryWriteBytes(header[12..], out _);
            BinaryPrimitives.WriteUInt32BigEndian(header[16..], Host.Address);
            var ports = header[Ip..];
            BinaryPrimitives.WriteUInt16BigEndian(ports, (ushort)((IPEndPoint)Socket.LocalEndPoint!).Port);
            BinaryPrimitives.WriteUInt16BigEndian(ports[2..], Host.Port);
            ports[5] = Icmp; // the length of a datagram without payload
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), Checksum(packet));
            _raw.SendTo(packet, new IPEndPoint(IPAddress.Loopback, 0));
        }

        public void Dispose()
        {
            Pump.Dispose();
            _raw.Dispose();
        }

        private static ushort Checksum(ReadOnlySpan<byte> packet)
        {
            var sum = 0U;
            for (var i = 0; i < packet.Length; i += 2)
            {
                sum += BinaryPrimitives.ReadUInt16BigEndian(packet[i..]);
            }

            return (ushort)~((sum & 0xFFFF) + (sum >> 16));
        }
    }
}
