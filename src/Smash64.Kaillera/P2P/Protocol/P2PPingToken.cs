namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>The body of our PINGs: a mark and the PING's serial, so that an echo says which PING it answers.</summary>
internal static class P2PPingToken
{
    private static ReadOnlySpan<byte> Mark => "s64"u8;

    /// <summary>Makes the body for a serial.</summary>
    public static byte[] Make(int serial) => [.. Mark, (byte)serial];

    /// <summary>Reads the serial from an echo's body.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out int serial)
    {
        var found = body.Length == Mark.Length + 1 && body.StartsWith(Mark);
        serial = found ? body[^1] : 0;
        return found;
    }
}
