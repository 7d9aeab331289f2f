using System.Net;
using System.Text;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>What one check tells the probe, made from the service's settings.</summary>
internal static class CheckProbeOptions
{
    private static readonly IPEndPoint LongestTarget = new(IPAddress.Broadcast, IPEndPoint.MaxPort);

    /// <summary>Tells whether a request weighs enough for a probe that logs in; a smaller one pays for knocks only.</summary>
    public static bool PaysForLogin(int requestSize) => requestSize * RequestSize.AnswerFactor >= P2PProbeOptions.MinBytes;

    /// <param name="options">The service's settings.</param>
    /// <param name="target">The host.</param>
    /// <param name="greets">Whether the host belongs to the caller and is greeted.</param>
    /// <param name="requestSize">What the request weighed on the wire, in bytes.</param>
    /// <param name="progress">Who is told how it goes on.</param>
    public static P2PProbeOptions Create(
        KailleraApiOptions options,
        IPEndPoint target,
        bool greets,
        int requestSize,
        IProgress<P2PProbeProgress>? progress
    )
    {
        var probe = new P2PProbeOptions
        {
            Mode = PaysForLogin(requestSize) ? P2PProbeMode.Identify : P2PProbeMode.Knock,
            UserName = options.UserName,
            ClientName = options.ClientName,
            Timeout = options.ProbeTimeout,
            HideAddresses = options.AddressLogging != KailleraAddressLogging.Full,
            Progress = progress,
            MaxBytes = requestSize * RequestSize.AnswerFactor,
        };
        if (greets && probe.Mode == P2PProbeMode.Identify)
        {
            probe.Greeting = Greeting(options, target);
            probe.MaxBytes += GreetingSize(probe.Greeting);
        }

        return probe;
    }

    public static IEnumerable<string> FindErrors(KailleraApiOptions options)
    {
        var probe = Create(options, LongestTarget, options.GreetSelf, 4_096, progress: null);
        try
        {
            _ = new P2PProbeConversation(probe);
            return [];
        }
        catch (ArgumentException e)
        {
            return [e.Message];
        }
    }

    /// <summary>What a greeting adds to the bytes of a check: one datagram with everything that was said before it.</summary>
    private static int GreetingSize(IEnumerable<string> lines)
    {
        const int InstructionHeader = 3; // serial, length, type
        const int LineFrame = InstructionHeader + sizeof(int) + 1; // frame number and NUL
        const int Ping = InstructionHeader + 64;
        return P2PProtocol.HeadersLength
            + 1
            + InstructionHeader
            + P2PProtocol.UserNameSize
            + P2PProtocol.ClientNameSize
            + InstructionHeader
            + lines.Sum(line => LineFrame + Encoding.UTF8.GetByteCount(line))
            + Ping;
    }

    private static List<string> Greeting(KailleraApiOptions options, IPEndPoint target) =>
        [
            .. options.Greeting.Select(line =>
                new StringBuilder(line)
                    .Replace("{address}", target.ToString())
                    .Replace("{place}", options.Vantage.Place)
                    .Replace("{vantage}", options.Vantage.Name)
                    .ToString()
            ),
        ];
}
