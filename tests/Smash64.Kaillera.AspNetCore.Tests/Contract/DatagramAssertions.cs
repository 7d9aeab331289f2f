using FluentAssertions.Collections;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

internal static class DatagramAssertions
{
    /// <summary>Asserts that no datagram holds a text that a stranger wrote.</summary>
    /// <param name="datagrams">What was received.</param>
    /// <param name="text">The text, looked for as UTF-8.</param>
    /// <param name="where">Where he wrote it.</param>
    public static AndConstraint<GenericCollectionAssertions<byte[]>> NotHold(
        this GenericCollectionAssertions<byte[]> datagrams,
        string text,
        string where = "the request"
    )
    {
        // Latin-1 has one character for each byte, so texts stand for bytes.
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        datagrams.Subject.Select(Encoding.Latin1.GetString).Should().NotContain(
            datagram => datagram.Contains(bytes, StringComparison.OrdinalIgnoreCase),
            "\"{0}\" of {1} is a stranger's text",
            text,
            where
        );
        return new AndConstraint<GenericCollectionAssertions<byte[]>>(datagrams);
    }
}
