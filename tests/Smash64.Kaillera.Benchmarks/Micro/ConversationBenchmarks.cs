using BenchmarkDotNet.Attributes;

namespace Smash64.Kaillera.Benchmarks.Micro;

/// <summary>Whole conversations without a network: what a probe costs beside sending and receiving.</summary>
[MemoryDiagnoser]
public class ConversationBenchmarks
{
    private static readonly IPEndPoint Host = new(IPAddress.Loopback, KailleraDefaults.P2PPort);
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];
    private readonly byte[] _accepted;

    public ConversationBenchmarks()
    {
        var writer = new P2PDatagramWriter(_buffer);
        writer.Write(0, P2PInstructionType.LoginAccepted, new byte[P2PProtocol.UserNameSize + P2PProtocol.GameNameSize]);
        _accepted = writer.Written.ToArray();
    }

    /// <summary>A knock and its answer.</summary>
    [Benchmark]
    public P2PProbeResult Knock()
    {
        var conversation = new P2PProbeConversation(new P2PProbeOptions { Mode = P2PProbeMode.Knock });
        Write(conversation, TimeSpan.Zero);
        conversation.Receive(P2PProtocol.KnockReply, RoundTrip);
        return conversation.ToResult(Host);
    }

    /// <summary>A visit: knock, login, the names, and twelve farewells.</summary>
    [Benchmark]
    public P2PProbeResult Visit()
    {
        var conversation = new P2PProbeConversation(new P2PProbeOptions { Mode = P2PProbeMode.Identify });
        Write(conversation, TimeSpan.Zero);
        conversation.Receive(_accepted, RoundTrip);
        for (var now = RoundTrip; !conversation.IsFinished; now = conversation.WakeUp)
        {
            Write(conversation, now);
        }

        return conversation.ToResult(Host);
    }

    private void Write(P2PProbeConversation conversation, TimeSpan now)
    {
        while (conversation.TryWrite(now, _buffer, out _)) { }
    }
}
