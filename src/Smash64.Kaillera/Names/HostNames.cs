using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera;

/// <summary>Host names, as players with dynamic DNS have them: the one place that turns one into an address.</summary>
public static class HostNames
{
    private const int MaxNameLength = 253; // RFC 1035 with RFC 1123, section 2.1
    private const int MaxLabelLength = 63;

    /// <summary>How long a name server is waited for: 10 seconds, twice what resolvers wait for each.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Finds the IPv4 address of a host.</summary>
    /// <param name="host">Its name, or its address, and the port, from 1 to 65535.</param>
    /// <param name="cancellationToken">Stops waiting; a resolver itself can't be stopped.</param>
    /// <returns>The address, the first of several, with the port.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="HostNameException">The name has no IPv4 address, or nobody said so within 10 seconds.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<IPEndPoint> FindAsync(DnsEndPoint host, CancellationToken cancellationToken = default) =>
        FindAsync(host, Dns.GetHostAddressesAsync, TimeProvider.System, cancellationToken);

    /// <summary>Reads a host name as name servers know it: <c>bücher.example</c> is <c>xn--bcher-kva.example</c>.</summary>
    /// <param name="text">
    /// Labels of letters, digits, <c>-</c> and <c>_</c> with dots between, each of at most 63 characters, 253 in all. The last one
    /// begins with a letter: so <c>127.1</c>, <c>0x7f.0.0.1</c> and <c>010.0.0.1</c>, which resolvers read each in their own way,
    /// are none.
    /// </param>
    /// <param name="name">The name, in ASCII and without a dot at its end.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out string name)
    {
        name = string.Empty;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        try
        {
            var ascii = new IdnMapping { AllowUnassigned = false }.GetAscii(text.EndsWith('.') ? text[..^1] : text);
            if (!IsHostName(ascii))
            {
                return false;
            }

            name = ascii;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Reads <c>name</c> or <c>name:port</c>, where the name may be an IPv4 address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port where the text names none, from 1 to 65535.</param>
    /// <param name="host">Name and port, or <see langword="null"/>. The port is a whole number from 1 to 65535.</param>
    /// <returns>Whether the text was read.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="defaultPort"/> is not from 1 to 65535.</exception>
    public static bool TryParseEndPoint(string? text, int defaultPort, [NotNullWhen(true)] out DnsEndPoint? host)
    {
        KailleraValidation.CheckDefaultPort(defaultPort);
        host = null;
        var port = defaultPort;
        var name = text ?? string.Empty;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            var isPort =
                int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                && port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
            if (!isPort)
            {
                return false;
            }

            name = name[..colon];
        }

        if (!KailleraValidation.IsIPv4(name) && !TryParse(name, out name))
        {
            return false;
        }

        host = new DnsEndPoint(name, port);
        return true;
    }

    /// <summary>Reads what a caller gave as text.</summary>
    /// <exception cref="ArgumentException">It is no name and no address.</exception>
    internal static DnsEndPoint Checked(string text, int defaultPort, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        return TryParseEndPoint(text, defaultPort, out var host)
            ? host
            : throw new ArgumentException(
                $"\"{Protocol.KailleraText.Clean(text)}\" must be a host name or an IPv4 address, with or without :port from 1 to 65535.",
                parameter
            );
    }

    internal static async Task<IPEndPoint> FindAsync(
        DnsEndPoint host,
        Func<string, CancellationToken, Task<IPAddress[]>> ask,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        cancellationToken.ThrowIfCancellationRequested();
        if (KailleraValidation.TryParseIPv4(host.Host, out var literal))
        {
            return new IPEndPoint(literal, host.Port);
        }

        if (!TryParse(host.Host, out var name))
        {
            throw new HostNameException(HostNameError.NotAName, host.Host);
        }

        try
        {
            var asking = ask(name, cancellationToken);
            Observe(asking);
            var addresses = await asking.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
            return Array.Find(addresses, static address => address.AddressFamily == AddressFamily.InterNetwork) is { } address
                ? new IPEndPoint(address, host.Port)
                : throw new HostNameException(addresses.Length > 0 ? HostNameError.OnlyIPv6 : HostNameError.NoAddress, host.Host);
        }
        catch (SocketException e)
        {
            throw HostNameException.From(e, host.Host);
        }
        catch (TimeoutException e)
        {
            throw new HostNameException(HostNameError.NoAnswer, host.Host, e);
        }
    }

    /// <summary>Lets a lookup fail unheard when nobody waits any more.</summary>
    internal static void Observe(Task asking) =>
        _ = asking.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.Split('.') is var labels
        && labels.All(IsLabel)
        && char.IsAsciiLetter(labels[^1][0]);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
