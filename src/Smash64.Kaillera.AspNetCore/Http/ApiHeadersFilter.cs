using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>The headers of every answer: any page may read it, no cache keeps it unless it is tagged, and no browser runs it.</summary>
internal sealed class ApiHeadersFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Apply(context.HttpContext.Response.Headers, IsTyped(context.HttpContext.Request));
        return next(context);
    }

    // The original's calls keep the original's headers.
    private static bool IsTyped(HttpRequest request) => request.Path.Value!.Contains("/v1/", StringComparison.OrdinalIgnoreCase);

    private static void Apply(IHeaderDictionary headers, bool isTyped)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = isTyped ? "Content-Type,Prefer,Last-Event-ID,If-None-Match" : "Content-Type";
        headers.AccessControlAllowMethods = "OPTIONS,POST,GET";
        headers.AccessControlExposeHeaders = isTyped ? "Location,Retry-After,ETag" : "Location,Retry-After";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
