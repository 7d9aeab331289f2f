using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>
/// A JSON answer that is the same for everybody, with an ETag: who has it already is told so (304). It is made once and sent often.
/// </summary>
internal sealed class TaggedAnswer(byte[] body) : IResult
{
    private const int TagLength = 12;

    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, TagLength))}\"");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = _tag.ToString();
        response.Headers.CacheControl = "no-cache"; // kept, and asked about each time
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(Fits))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    // Proxies that compress weaken the tag.
    private bool Fits(EntityTagHeaderValue tag) => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(_tag, useStrongComparison: false);
}
