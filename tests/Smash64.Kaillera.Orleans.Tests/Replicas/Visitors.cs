using System.Collections.Concurrent;

namespace Smash64.Kaillera.Orleans.Tests.Replicas;

/// <summary>A port of this machine where nobody answers, and who it was that asked: each conversation has a port of its own.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private readonly ConcurrentQueue<int> _ports = [];
    private readonly UdpProgram _program;

    public Visitors(string address = "127.0.0.1") => _program = new UdpProgram(Note, address: address);

    public int Port => _program.Port;

    /// <summary>Gets how many conversations there were.</summary>
    public int Count => _ports.Distinct().Count();

    /// <summary>Gets how many there would have been if each had waited until the one before it was over.</summary>
    public int Turns
    {
        get
        {
            int[] ports = [.. _ports];
            return ports.Where((port, i) => i == 0 || ports[i - 1] != port).Count();
        }
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private IEnumerable<(IPEndPoint To, byte[] Datagram)> Note(byte[] datagram, IPEndPoint sender)
    {
        _ports.Enqueue(sender.Port);
        return [];
    }
}
