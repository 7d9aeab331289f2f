namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// What one side has said, so that each datagram can repeat the latest of it: the protocol's only cure for loss.
/// </summary>
/// <param name="capacity">How many are kept, 1 to 14.</param>
internal sealed class P2PSentInstructions(int capacity)
{
    // Made when the first word is said: of thousands of conversations most only knock.
    private (P2PInstructionType Type, byte[] Body)[]? _kept;

    /// <summary>Gets how many instructions were ever added; the next one's serial, before it wraps.</summary>
    public int Total { get; private set; }

    /// <summary>Gets an instruction that is still kept.</summary>
    public (P2PInstructionType Type, byte[] Body) this[int index] => _kept![index % capacity];

    /// <summary>Adds an instruction and returns its place in the row.</summary>
    public int Add(P2PInstructionType type, byte[] body)
    {
        _kept ??= new (P2PInstructionType, byte[])[capacity];
        _kept[Total % capacity] = (type, body);
        return Total++;
    }

    /// <summary>Writes all instructions that are kept, newest first, and returns the datagram's length.</summary>
    public int Write(Span<byte> buffer) => Write(buffer, Total - 1, Math.Max(0, Total - capacity));

    /// <summary>Writes some instructions that are kept, newest first, and returns the datagram's length.</summary>
    public int Write(Span<byte> buffer, int newest, int oldest)
    {
        var writer = new P2PDatagramWriter(buffer);
        for (var index = newest; index >= oldest; index--)
        {
            var (type, body) = this[index];
            writer.Write((byte)index, type, body);
        }

        return writer.Written.Length;
    }

    /// <summary>Forgets everything: the next serial is 0 again.</summary>
    public void Clear()
    {
        _kept?.AsSpan().Clear();
        Total = 0;
    }
}
