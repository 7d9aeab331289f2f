namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Changes recorded bytes at random.</summary>
internal static class KailleraMutations
{
    private const int MaxLength = 1_500;

    /// <summary>Copies a seed and makes one to four changes.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="seed">The bytes to start from.</param>
    /// <param name="other">Bytes to splice in.</param>
    /// <param name="buffer">Room for at least 3,000 bytes.</param>
    /// <returns>How many bytes of the buffer are used.</returns>
    public static int Mutate(Random random, ReadOnlySpan<byte> seed, ReadOnlySpan<byte> other, Span<byte> buffer)
    {
        var length = Math.Min(seed.Length, MaxLength);
        seed[..length].CopyTo(buffer);
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            var at = random.Next(length + 1);
            switch (random.Next(6))
            {
                case 0 when at < length:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 1 when at < length:
                    buffer[(at + 1)..length].CopyTo(buffer[at..]);
                    length--;
                    break;
                case 2 when length < MaxLength:
                    buffer[at..length].CopyTo(buffer[(at + 1)..]);
                    buffer[at] = (byte)random.Next(256);
                    length++;
                    break;
                case 3 when at < length:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4:
                    var spliced = Math.Min(other.Length, MaxLength - at);
                    other[..spliced].CopyTo(buffer[at..]);
                    length = Math.Max(length, at + spliced);
                    break;
                case 5 when at < length:
                    buffer[at] = (byte)(random.Next(2) * 255); // NULs end texts, FF is the largest part of a count
                    break;
                default:
                    break;
            }
        }

        return random.Next(6) == 0 ? random.Next(length + 1) : length;
    }
}
