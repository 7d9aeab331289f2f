using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Api;

/// <summary>An answer's status and body, and what they mean by the contract. No I/O.</summary>
internal sealed partial class ApiAnswer(string endpoint, HttpStatusCode status, ReadOnlyMemory<byte> body, TimeSpan? retryAfter)
{
    private const string NoIP = "Unable to retrieve IP";
    private const int MaxServiceMessageLength = 200;

    private readonly ReadOnlyMemory<byte> _body = WithoutByteOrderMark(body);

    private bool IsSuccess => (int)status is >= 200 and <= 299;

    /// <summary>Reads the bare text of <c>get-ip</c>.</summary>
    /// <remarks>
    /// The page does not trim it either. The original answers 400 with the known text when it is set up badly.
    /// </remarks>
    public IPAddress? ReadIP()
    {
        var text = Encoding.UTF8.GetString(_body.Span);
        if (!IsSuccess && (status != HttpStatusCode.BadRequest || !string.Equals(text, NoIP, StringComparison.Ordinal)))
        {
            throw HttpFault();
        }

        return KailleraValidation.TryParseIPv4(text, out var address) ? address : null;
    }

    public P2PCheckResult ReadP2PCheck()
    {
        var (succeeded, message, answer) = ReadCheck(ApiJson.Default.P2PCheckAnswerBody);
        var meta = answer.Meta is null ? new CheckMetaBody() : ReadMeta(answer.Meta);

        return new P2PCheckResult(succeeded, message)
        {
            Host = CleanOrNull(meta.Host),
            Port = meta.Port,
            User = CleanOrNull(meta.User),
            Game = CleanOrNull(meta.Game),
        };
    }

    public ServerCheckResult ReadServerCheck()
    {
        var (succeeded, message, _) = ReadCheck(ApiJson.Default.CheckAnswerBody);
        return new ServerCheckResult(succeeded, message) { RoundTripTime = succeeded ? ReadMilliseconds(message) : null };
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    [return: NotNullIfNotNull(nameof(text))]
    private static string? CleanOrNull(string? text) => text is null ? null : KailleraText.Clean(text);

    // The message is cleaned by now, so the parser meets no trailing NULs, which it would let through.
    private static TimeSpan? ReadMilliseconds(string message) =>
        message.EndsWith("ms", StringComparison.Ordinal)
        && int.TryParse(message.AsSpan()[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new TimeSpan(number * TimeSpan.TicksPerMillisecond)
            : null;

    private (bool Succeeded, string Message, T Answer) ReadCheck<T>(JsonTypeInfo<T> type)
        where T : CheckAnswerBody
    {
        if (!IsSuccess)
        {
            throw HttpFault();
        }

        var answer = ParseBody(type);
        return answer is { Message: { } message, Success: { } succeeded }
            ? (succeeded, KailleraText.Clean(message), answer)
            : throw Fault(KailleraApiError.UnexpectedShape, "the answer has no \"message\" or no \"success\"");
    }

    private CheckMetaBody ReadMeta(string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        var meta = Parse(json, ApiJson.Default.CheckMetaBody, KailleraApiError.UnexpectedShape, "\"meta\" holds no JSON");
        return meta.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort
            ? throw Fault(KailleraApiError.UnexpectedShape, "the port in \"meta\" is none")
            : meta;
    }

    private T ParseBody<T>(JsonTypeInfo<T> type)
        where T : class => Parse(_body, type, KailleraApiError.NotJson, "the answer is not JSON");

    // In two steps, so that what is no JSON at all can be told from JSON of another shape.
    private T Parse<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, KailleraApiError errorOfNoJson, string whatOfNoJson)
        where T : class
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw Fault(errorOfNoJson, whatOfNoJson, e);
        }

        using (document)
        {
            try
            {
                return document.RootElement.Deserialize(type)
                    ?? throw Fault(KailleraApiError.UnexpectedShape, "null stands where an object belongs");
            }
            catch (JsonException e)
            {
                throw Fault(KailleraApiError.UnexpectedShape, "a field is of another type than the contract says", e);
            }
        }
    }

    private KailleraApiException HttpFault(KailleraApiError error = KailleraApiError.HttpStatus)
    {
        var fault = FindFault();
        var message = Shorten(fault.Message ?? fault.Detail);
        var what = string.Create(CultureInfo.InvariantCulture, $"HTTP status {(int)status}");
        return new KailleraApiException(Describe(message is null ? what : $"{what}, \"{message}\""))
        {
            Error = error,
            Endpoint = endpoint,
            StatusCode = status,
            ServiceMessage = message,
            ProblemCode = Shorten(fault.Code),
            RetryAfter = retryAfter,
        };
    }

    private FaultBody FindFault()
    {
        try
        {
            return ParseBody(ApiJson.Default.FaultBody);
        }
        catch (KailleraApiException)
        {
            return new FaultBody(); // A proxy's page, say. The status tells enough.
        }
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Shorten(string? text) =>
        text?.Length > MaxServiceMessageLength ? KailleraText.Clean(text[..MaxServiceMessageLength]) : CleanOrNull(text);

    private KailleraApiException Fault(KailleraApiError error, string what, Exception? inner = null) =>
        new(Describe(what), inner)
        {
            Error = error,
            Endpoint = endpoint,
            StatusCode = status,
        };

    private string Describe(string what) => $"The checker service's answer to {endpoint} is not usable: {what}.";
}
