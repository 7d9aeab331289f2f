using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>A datagram of the rendezvous, read in place.</summary>
internal readonly ref struct RendezvousMessage
{
    private const int MaxRefusalLength = 32;

    private readonly ReadOnlySpan<byte> _text;
    private readonly FieldRanges _ranges;
    private readonly int _count;

    private RendezvousMessage(ReadOnlySpan<byte> text, FieldRanges ranges, int count)
    {
        _text = text;
        _ranges = ranges;
        _count = count;
    }

    /// <summary>Gets what is asked for, or answered.</summary>
    public ReadOnlySpan<byte> Word => Raw(1);

    /// <summary>Gets the first field behind the word; empty when there is none.</summary>
    public string Subject => Text(2);

    /// <summary>Gets the second field behind the word; empty when there is none.</summary>
    public string Detail => Text(3);

    /// <summary>Gets the word by which it refuses, cut to 32 characters.</summary>
    public string Refusal => Subject.Length <= MaxRefusalLength ? Subject : Subject[..MaxRefusalLength];

    /// <summary>Reads a datagram, a raw frame of a game socket or the text alone.</summary>
    /// <returns>Whether it is one of the rendezvous; whatever else it is, it is passed over.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out RendezvousMessage question)
    {
        question = default;
        var text = datagram.TrimStart((byte)0).TrimEnd((byte)0);
        if (
            datagram.Length > RendezvousProtocol.MaxLength
            || datagram.Length - text.Length > 2
            || text.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        )
        {
            return false;
        }

        FieldRanges ranges = default;
        var count = 0;
        var start = 0;
        while (count < RendezvousProtocol.MaxFields && start <= text.Length)
        {
            var length = text[start..].IndexOf((byte)RendezvousProtocol.Separator);
            var end = length < 0 ? text.Length : start + length;
            ranges[count++] = start..end;
            start = end + 1;
        }

        question = new RendezvousMessage(text, ranges, count);
        return count > 1 && question.Raw(0).SequenceEqual("N02TRAV1"u8);
    }

    /// <summary>Reads a field: 0 is the protocol's name, 1 the word; empty where there is none.</summary>
    public string Text(int index) => Encoding.ASCII.GetString(Raw(index));

    /// <summary>Reads an end point of two fields, address and port, or returns <see langword="null"/> where they are none.</summary>
    public IPEndPoint? EndPoint(int index) =>
        KailleraValidation.TryParseIPv4(Text(index), out var address)
        && ushort.TryParse(Text(index + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port > 0
            ? new IPEndPoint(address, port)
            : null;

    private ReadOnlySpan<byte> Raw(int index) => index < _count ? _text[_ranges[index]] : default;

    [InlineArray(RendezvousProtocol.MaxFields)]
    private struct FieldRanges
    {
        private Range _first;
    }
}
