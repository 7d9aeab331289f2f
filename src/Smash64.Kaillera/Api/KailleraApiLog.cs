using System.Net;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.Api;

/// <summary>What the client logs: event ids 2000 to 2099.</summary>
internal static partial class KailleraApiLog
{
    [LoggerMessage(2000, LogLevel.Debug, "Calling {Endpoint} of the checker service about {Target}.")]
    public static partial void Calling(ILogger logger, string endpoint, string target);

    [LoggerMessage(2001, LogLevel.Debug, "The checker service answered {Endpoint} after {Elapsed}.")]
    public static partial void Answered(ILogger logger, string endpoint, TimeSpan elapsed);

    [LoggerMessage(2002, LogLevel.Information, "The checker service failed ({Reason}); repeat {Attempt} in {Delay}.")]
    public static partial void Repeating(ILogger logger, string reason, int attempt, TimeSpan delay);

    [LoggerMessage(2003, LogLevel.Warning, "No usable answer to {Endpoint}: {Error}, HTTP status {Status}.")]
    public static partial void Failed(ILogger logger, string endpoint, KailleraApiError error, HttpStatusCode? status);

    [LoggerMessage(2004, LogLevel.Warning, "The service can't be reached for {Endpoint}: {Error}.")]
    public static partial void Unreachable(ILogger logger, string endpoint, HttpRequestError error);
}
