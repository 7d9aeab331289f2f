using BenchmarkDotNet.Attributes;

namespace Smash64.Kaillera.Benchmarks.Micro;

/// <summary>Reading and writing datagrams of the P2P protocol.</summary>
[MemoryDiagnoser]
public class DatagramBenchmarks
{
    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];
    private readonly byte[] _names = new byte[P2PProtocol.UserNameSize + P2PProtocol.GameNameSize];
    private readonly byte[] _answer;

    public DatagramBenchmarks() => _answer = _buffer.AsSpan(0, WriteAnswer()).ToArray();

    /// <summary>A host's answer to a login: a chat line and its names, in 184 bytes.</summary>
    [Benchmark]
    public int WriteAnswer()
    {
        var writer = new P2PDatagramWriter(_buffer);
        writer.Write(1, P2PInstructionType.LoginAccepted, _names);
        writer.Write(0, P2PInstructionType.Chat, "\0\0\0\0Emulators differ"u8);
        return writer.Written.Length;
    }

    [Benchmark]
    public int ReadAnswer()
    {
        var length = 0;
        if (P2PDatagramReader.TryCreate(_answer, out var reader))
        {
            while (reader.TryRead(out var instruction))
            {
                length += instruction.Body.Length;
            }
        }

        return length;
    }
}
