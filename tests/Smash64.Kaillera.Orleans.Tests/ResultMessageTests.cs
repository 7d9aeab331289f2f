using Orleans.Serialization;
using Smash64.Kaillera.Orleans.Messages;

namespace Smash64.Kaillera.Orleans.Tests;

public sealed class ResultMessageTests
{
    private static readonly P2PPathEvidence Path = new(P2PPathKind.Code)
    {
        Failure = P2PPathFailure.OtherPort,
        EndPoint = new IPEndPoint(IPAddress.Parse("203.0.113.7"), 27886),
        SeenEndPoint = new IPEndPoint(IPAddress.Parse("203.0.113.7"), 40000),
        IsPunched = true,
        Refusal = "RATELIMIT",
    };

    private static readonly P2PProbeResult Result = new(new IPEndPoint(IPAddress.Parse("203.0.113.8"), 27887), P2PProbeStatus.Responding)
    {
        RoundTripTime = TimeSpan.FromMilliseconds(12.3),
        HostName = "Ness",
        Game = "SMASH BROTHERS",
        Elapsed = TimeSpan.FromMilliseconds(45.6),
        DatagramsSent = 7,
        BytesSent = 800,
        DatagramsReceived = 5,
        IsKailleraServer = true,
        GreetingDelivered = true,
        Fault = SocketError.NetworkUnreachable,
        Path = Path,
    };

    [Fact]
    public void Result_OverTheWire_IsTheSame()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();

        var message = serializer.Deserialize<ResultMessage>(serializer.SerializeToArray(ResultMessage.Of(Result)));

        message!.ToResult().Should().Be(Result);
    }

    [Fact]
    public void Result_EveryProperty_IsInTheMessage()
    {
        FindDefaults(Result, new P2PProbeResult(Result.EndPoint, P2PProbeStatus.Unknown))
            .Should()
            .BeEmpty("the test above compares them all");
        FindDefaults(Path, new P2PPathEvidence(P2PPathKind.Direct)).Should().BeEmpty("the test above compares them all");
    }

    private static IEnumerable<string> FindDefaults<T>(T filled, T empty) =>
        typeof(T)
            .GetProperties()
            .Where(property => property.CanWrite && Equals(property.GetValue(filled), property.GetValue(empty)))
            .Select(property => property.Name);
}
