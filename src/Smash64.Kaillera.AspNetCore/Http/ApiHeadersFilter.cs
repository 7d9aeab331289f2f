using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>The headers of every answer: any page may read it, no cache keeps it, and no browser runs it.</summary>
internal sealed class ApiHeadersFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Apply(context.HttpContext.Response);
        return next(context);
    }

    private static void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = "Content-Type,Prefer,Last-Event-ID";
        headers.AccessControlAllowMethods = "OPTIONS,POST,GET";
        headers.AccessControlExposeHeaders = "Location,Retry-After";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
