namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationAllocationTests
{
    private const int LongLength = 100_000;

    // Short ones and, where a careless reader would rent a buffer or build a string, very long ones.
    public static TheoryData<string, string> Texts => new()
    {
        { "203.0.113.7", "an address" },
        { "203.0.113.256", "no address" },
        { "27886", "a port" },
        { "\uFEFF 2.7886e+4 \u3000", "a port with everything" },
        { "0x6cee", "a hexadecimal port" },
        { "27886.5", "a fraction" },
        { "a", "neither" },
        { string.Empty, "nothing" },
        { new string(' ', LongLength) + "27886" + new string(' ', LongLength), "long white space" },
        { new string('1', LongLength), "long decimal digits" },
        { "27886." + new string('9', LongLength), "a long fraction" },
        { "27886" + new string('0', LongLength) + "e-100000", "long digits with an exponent" },
        { "0x" + new string('f', LongLength), "long hexadecimal digits" },
        { "0b" + new string('0', LongLength) + "1", "long binary digits" },
        { "1e" + new string('9', LongLength), "a long exponent" },
        { "27886" + new string('x', LongLength), "a long tail" },
        { string.Concat(Enumerable.Repeat("1.", LongLength / 2)), "a long row of octets" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Rules_AnyText_AllocateNothing(string text, string because)
    {
        var allocated = MeasureAllocation(text, static value =>
        {
            _ = KailleraValidation.IsIPv4(value);
            _ = KailleraValidation.IsIPv4(value.AsSpan());
            _ = KailleraValidation.IsValidPort(value);
            _ = KailleraValidation.IsValidPort(value.AsSpan());
            _ = KailleraValidation.TryParsePort(value, out _);
        });

        allocated.Should().Be(0, because);
    }

    [Theory]
    [InlineData("10.0.0.1", "it is in a block")]
    [InlineData("8.8.8.8", "it is in no block")]
    [InlineData("::ffff:10.0.0.1", "it wraps an IPv4 address")]
    [InlineData("2001:db8::1", "it is IPv6")]
    public void GetScope_AnyAddress_AllocatesNothing(string text, string because)
    {
        var allocated = MeasureAllocation(
            IPAddress.Parse(text), static value => _ = KailleraValidation.GetScope(value));

        allocated.Should().Be(0, because);
    }

    [Theory]
    [InlineData("203.0.113.7:1")]
    [InlineData("203.0.113.7: 27886")]
    [InlineData("203.0.113.x")]
    public void TryParseEndPoint_Refused_AllocatesNothing(string text)
    {
        var allocated = MeasureAllocation(
            text, static value => _ = KailleraValidation.TryParseEndPoint(value, KailleraDefaults.P2PPort, out _));

        allocated.Should().Be(0);
    }

    private static long MeasureAllocation<T>(T value, Action<T> act)
    {
        // The first runs let the runtime compile and set up what it keeps.
        for (var run = 0; run < 3; run++)
        {
            act(value);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        act(value);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
