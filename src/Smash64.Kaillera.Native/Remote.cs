using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Native;

/// <summary>A host or server as the caller names it, and numbers as he gives them.</summary>
internal static class Remote
{
    private const uint MaxTimeoutMs = 60_000;

    /// <summary>Reads an address or a name, each with or without a port.</summary>
    /// <exception cref="NativeFault">It is neither.</exception>
    public static unsafe DnsEndPoint Read(byte* text, string name, int defaultPort)
    {
        var read = Utf8.Read(text, name);
        return HostNames.TryParseEndPoint(read, defaultPort, out var host)
            ? host
            : throw NativeFault.BadArgument(
                $"{name} must be a host name or an IPv4 address, with or without :port from 1 to 65535; it is \"{KailleraText.Clean(read)}\"."
            );
    }

    /// <summary>Looks an address up, in so much time.</summary>
    /// <exception cref="HostNameException">The name leads nowhere in that time.</exception>
    public static async Task<IPEndPoint> FindAsync(DnsEndPoint host, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            return await HostNames.FindAsync(host, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HostNameException(HostNameError.NoAnswer, host.Host, e);
        }
    }

    /// <summary>Reads a time in milliseconds; 0 is the default.</summary>
    /// <exception cref="NativeFault">It is longer than a minute.</exception>
    public static TimeSpan Milliseconds(uint value, string name, TimeSpan otherwise) =>
        value == 0 ? otherwise
        : value <= MaxTimeoutMs ? TimeSpan.FromMilliseconds(value)
        : throw NativeFault.BadArgument($"{name} is {value}; it must be 1 to {MaxTimeoutMs}, or 0 for the default.");

    /// <summary>Reads a number; 0 is the default.</summary>
    /// <exception cref="NativeFault">It is too small or too large.</exception>
    public static int Number(int value, string name, int least, int most, int otherwise) =>
        value == 0 ? otherwise
        : value >= least && value <= most ? value
        : throw NativeFault.BadArgument($"{name} is {value}; it must be {least} to {most}, or 0 for the default.");

    /// <summary>Writes a time as C reads it.</summary>
    public static double Milliseconds(TimeSpan? time) => time?.TotalMilliseconds ?? -1;
}
