using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Contract;

/// <summary>An answer of <c>p2p-check</c> or, without <c>meta</c>, of <c>server-check</c>.</summary>
internal sealed record ContractAnswer(int Status, string Message, string? Meta, bool Success) : IResult
{
    public const string NoMeta = "{}";

    private const string Unable = "Unable to connect";
    private const string Invalid = "Invalid parameters";

    public int? RetryAfter { get; init; }

    public static ContractAnswer Ok(string message, string? meta) => new(StatusCodes.Status200OK, message, meta, Success: true);

    /// <summary>The host was asked and did not answer.</summary>
    public static ContractAnswer NoAnswer(string? meta) => new(StatusCodes.Status200OK, Unable, meta, Success: false);

    /// <summary>There is nobody who could be asked: no IPv4 address, or no way to it.</summary>
    public static ContractAnswer NoHost(string? meta) => new(StatusCodes.Status400BadRequest, Unable, meta, Success: false);

    public static ContractAnswer InvalidParameters(bool hasMeta) =>
        new(StatusCodes.Status400BadRequest, Invalid, hasMeta ? NoMeta : null, Success: false);

    /// <summary>What the original lacks: a refusal, in a form that its callers can show.</summary>
    public static ContractAnswer Refused(int status, string message, string? meta, int? retryAfter = null) =>
        new(status, message, meta, Success: false) { RetryAfter = retryAfter };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var json = Meta is null
            ? PythonJson.Write(("message", Message), ("success", Success))
            : PythonJson.Write(("message", Message), ("meta", Meta), ("success", Success));
        return response.WriteAsync(json, Encoding.ASCII, httpContext.RequestAborted);
    }
}
