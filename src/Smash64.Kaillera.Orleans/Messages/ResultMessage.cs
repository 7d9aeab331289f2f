using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Orleans.Messages;

/// <summary>A probe's result on its way between replicas.</summary>
[GenerateSerializer, Immutable]
internal sealed record ResultMessage(IPEndPoint EndPoint, int Status)
{
    [Id(0)]
    public TimeSpan? RoundTripTime { get; init; }

    [Id(1)]
    public string? HostName { get; init; }

    [Id(2)]
    public string? Game { get; init; }

    [Id(3)]
    public TimeSpan Elapsed { get; init; }

    [Id(4)]
    public int DatagramsSent { get; init; }

    [Id(5)]
    public int BytesSent { get; init; }

    [Id(6)]
    public int DatagramsReceived { get; init; }

    [Id(7)]
    public bool IsKailleraServer { get; init; }

    [Id(8)]
    public bool GreetingDelivered { get; init; }

    [Id(9)]
    public int? Fault { get; init; }

    [Id(10)]
    public PathMessage? Path { get; init; }

    public static ResultMessage Of(P2PProbeResult result) =>
        new(result.EndPoint, (int)result.Status)
        {
            RoundTripTime = result.RoundTripTime,
            HostName = result.HostName,
            Game = result.Game,
            Elapsed = result.Elapsed,
            DatagramsSent = result.DatagramsSent,
            BytesSent = result.BytesSent,
            DatagramsReceived = result.DatagramsReceived,
            IsKailleraServer = result.IsKailleraServer,
            GreetingDelivered = result.GreetingDelivered,
            Fault = (int?)result.Fault,
            Path = result.Path is { } path ? PathMessage.Of(path) : null,
        };

    public P2PProbeResult ToResult() =>
        new(EndPoint, (P2PProbeStatus)Status)
        {
            RoundTripTime = RoundTripTime,
            HostName = HostName,
            Game = Game,
            Elapsed = Elapsed,
            DatagramsSent = DatagramsSent,
            BytesSent = BytesSent,
            DatagramsReceived = DatagramsReceived,
            IsKailleraServer = IsKailleraServer,
            GreetingDelivered = GreetingDelivered,
            Fault = (SocketError?)Fault,
            Path = Path?.ToPath(),
        };
}
