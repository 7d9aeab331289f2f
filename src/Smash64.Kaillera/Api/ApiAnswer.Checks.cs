using System.Net;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Api;

/// <content>What the answers of the typed API mean.</content>
internal sealed partial class ApiAnswer
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    public KailleraCheckService ReadService()
    {
        ThrowUnlessTyped();
        var service = ParseBody(CheckJson.Default.ServiceBody);
        return new KailleraCheckService(ReadVantage(service.Vantage))
        {
            Caller = IPAddress.TryParse(service.Caller, out var caller) ? caller : null,
            Targets = KebabCase.Read<KailleraCheckTargets>(service.TargetPolicy),
            GreetsSelf = service.GreetsSelf,
            DefaultPort = ReadPort(service.DefaultPort),
            MinPort = ReadPort(service.MinPort),
            MaxPort = ReadPort(service.MaxPort),
            StunPort = service.StunPort is { } stunPort ? ReadPort(stunPort) : null,
            Community = ReadLink(service.Links?.Community),
            AddressLookup = ReadLink(service.Links?.AddressLookup),
            Tool = ReadLink(service.Links?.Tool),
        };
    }

    public KailleraCheck ReadCheck()
    {
        ThrowUnlessTyped();
        return ToCheck(ParseBody(CheckJson.Default.CheckBody));
    }

    /// <summary>Reads one event of a check's stream; the answer is the event's data.</summary>
    /// <param name="type">What the event is called.</param>
    /// <returns>What it tells, or <see langword="null"/> for an event that is not known.</returns>
    /// <exception cref="KailleraApiException">The check failed, or the event is not what the contract says.</exception>
    public KailleraCheckUpdate? ReadEvent(string type) =>
        type switch
        {
            "progress" => new(ReadProgress(), Check: null),
            "result" or "left" => new(Progress: null, ReadCheck()),
            "failed" => throw HttpFault(),
            _ => null,
        };

    // Whoever has the typed API says what is wrong with a code. Gateways in front of an older service say 404, 403 or 405.
    private void ThrowUnlessTyped()
    {
        if (IsSuccess)
        {
            return;
        }

        var isUnknownCall =
            (int)status is >= 400 and <= 499
            && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            && FindFault().Code is null;
        throw HttpFault(isUnknownCall ? KailleraApiError.NotSupported : KailleraApiError.HttpStatus);
    }

    private P2PProbeProgress ReadProgress()
    {
        var progress = ParseBody(CheckJson.Default.ProgressBody);
        return new(
            KebabCase.Read<P2PProbeStage>(progress.Stage),
            ReadTime(progress.ElapsedMs),
            ReadCount(progress.DatagramsSent),
            ReadCount(progress.DatagramsReceived)
        );
    }

    private KailleraCheck ToCheck(CheckBody check) =>
        ToSubject(check) with
        {
            IsSelf = check.Target is { IsSelf: true },
            IsShared = check.IsShared,
            Result = check.Result is null ? null : ToResult(check.Result),
        };

    private KailleraCheck ToSubject(CheckBody check) =>
        check switch
        {
            { Id: { Length: > 0 } id, Target: { } target, Vantage: { } vantage }
                when KailleraValidation.TryParseIPv4(target.Address, out var address) => new(
                KailleraText.Clean(id),
                new IPEndPoint(address, ReadPort(target.Port)),
                ReadVantage(vantage)
            ),
            { Id: { Length: > 0 } id, Target: null, Code: { Length: > 0 } code, Vantage: { } vantage } => new(
                KailleraText.Clean(id),
                KailleraText.Clean(code),
                ReadVantage(vantage)
            ),
            _ => throw Fault(KailleraApiError.UnexpectedShape, "the check has no \"id\", \"target\" and \"code\", or \"vantage\""),
        };

    private KailleraCheckResult ToResult(ResultBody result) =>
        new(KebabCase.Read<KailleraCheckVerdict>(result.Verdict), KailleraText.Clean(result.Summary))
        {
            IsReachable = result.IsReachable ?? throw Fault(KailleraApiError.UnexpectedShape, "the result has no \"isReachable\""),
            Path = KebabCase.Read<P2PPathKind>(result.Path),
            IsPunched = result.Punched,
            RoundTripTime = result.RoundTripMs is { } time ? ReadTime(time) : null,
            Elapsed = ReadTime(result.ElapsedMs),
            User = CleanOrNull(result.User),
            Game = CleanOrNull(result.Game),
            DatagramsSent = ReadCount(result.DatagramsSent),
            DatagramsReceived = ReadCount(result.DatagramsReceived),
            BytesSent = ReadCount(result.BytesSent),
            Evidence =
            [
                .. (result.Evidence ?? []).Select(static item => new KailleraEvidence(
                    KebabCase.Read<KailleraEvidenceCode>(item.Code),
                    KailleraText.Clean(item.Text)
                )),
            ],
            NextSteps =
            [
                .. (result.NextSteps ?? []).Select(static item => new KailleraNextStep(
                    KebabCase.Read<KailleraNextStepCode>(item.Code),
                    KailleraText.Clean(item.Text)
                )),
            ],
        };

    private static KailleraVantage ReadVantage(VantageBody? vantage) =>
        new(KailleraText.Clean(vantage?.Name), KailleraText.Clean(vantage?.Place));

    // A link of a stranger's service: what is no address of a page is none.
    private static Uri? ReadLink(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
            ? link
            : null;

    private int ReadPort(int port) =>
        port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort ? port : throw Fault(KailleraApiError.UnexpectedShape, $"{port} is no port");

    private int ReadCount(int count) => count >= 0 ? count : throw Fault(KailleraApiError.UnexpectedShape, $"{count} is no count");

    private TimeSpan ReadTime(double milliseconds) =>
        milliseconds >= 0 && milliseconds <= LongestTime.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Fault(KailleraApiError.UnexpectedShape, "a time is negative or longer than a day");
}
