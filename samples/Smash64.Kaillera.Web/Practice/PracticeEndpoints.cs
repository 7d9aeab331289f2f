using System.Net;

namespace Smash64.Kaillera.Web.Practice;

/// <summary>Start, stop and look at the practice host. Mapped in Development only, and only for this machine.</summary>
internal static class PracticeEndpoints
{
    public static void MapPracticeHost(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<PracticeHost>(); // made now, so that the rendezvous it needs ends with the application
        var group = endpoints.MapGroup("/practice-host").AddEndpointFilter(RefuseOtherMachinesAsync).ExcludeFromDescription();
        group.MapGet("", (PracticeHost host) => PracticeState.Of(host));
        group.MapPost(
            "",
            async (PracticeHost host, CancellationToken cancellationToken) =>
            {
                await host.StartAsync(cancellationToken);
                return PracticeState.Of(host);
            }
        );
        group.MapDelete(
            "",
            async (PracticeHost host) =>
            {
                await host.StopAsync();
                return PracticeState.Of(host);
            }
        );
    }

    // An in-memory test server has no address.
    private static async ValueTask<object?> RefuseOtherMachinesAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) =>
        context.HttpContext.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? Results.NotFound()
            : await next(context);
}
