using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Maps the checker service.</summary>
public static class KailleraApiEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>get-ip</c>, <c>p2p-check</c> and <c>server-check</c> as the P2P hosting page calls them, the typed API
    /// <c>v1/checks</c>, <c>v1/service</c> and <c>v1/servers</c>, and <c>health/live</c> and <c>health/ready</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What stands before them in the path; the original has <c>/kaillera</c>.</param>
    /// <returns>All of them, for conventions of the application's own.</returns>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> does not begin with a slash, or ends with one.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="KailleraApiServiceCollectionExtensions.AddKailleraApi(IServiceCollection, Action{KailleraApiOptions})"/> was not called.
    /// </exception>
    public static IEndpointConventionBuilder MapKailleraApi(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string prefix = "/kaillera"
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix is not ['/', .. { Length: > 0 }] || prefix[^1] == '/')
        {
            throw new ArgumentException($"The prefix must begin with a slash and not end with one; it is \"{prefix}\".", nameof(prefix));
        }

        var services = endpoints.ServiceProvider;
        var contract =
            services.GetService<ContractEndpoints>()
            ?? throw new InvalidOperationException("Call services.AddKailleraApi() before app.MapKailleraApi().");
        var group = endpoints.MapGroup(prefix).AddEndpointFilter<RouteGroupBuilder, ApiHeadersFilter>().WithTags("Kaillera");
        MapContract(group, contract);
        MapV1(group, services.GetRequiredService<V1Endpoints>());
        MapServers(group, services.GetRequiredService<ServerEndpoints>());
        MapHealth(group);
        MapRest(group);
        return group;
    }

    private static void MapContract(RouteGroupBuilder group, ContractEndpoints contract)
    {
        group
            .MapGet("/get-ip", (HttpContext context) => contract.GetIPAsync(context))
            .WithName("GetIP")
            .WithSummary("The caller's address as bare text")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Produces<ServerCheckAnswer>(StatusCodes.Status429TooManyRequests);
        group
            .MapPost("/p2p-check", Task<IResult> (HttpContext context) => contract.CheckP2PAsync(context))
            .WithName("CheckP2P")
            .WithSummary("Whether a P2P host answers, in the form of the original service")
            .Accepts<ContractBody>("application/json", "*/*")
            .ProducesAnswers<P2PCheckAnswer>();
        group
            .MapPost("/server-check", Task<IResult> (HttpContext context) => contract.CheckServerAsync(context))
            .WithName("CheckServer")
            .WithSummary("How fast a Kaillera server answers, in the form of the original service")
            .Accepts<ContractBody>("application/json", "*/*")
            .ProducesAnswers<ServerCheckAnswer>();
    }

    private static void MapV1(RouteGroupBuilder group, V1Endpoints v1)
    {
        group
            .MapPost("/v1/checks", Task<IResult> (HttpContext context) => v1.StartAsync(context))
            .WithName("StartCheck")
            .WithSummary("Checks a P2P host; with Prefer: respond-async it answers at once, and the events tell the rest")
            .Accepts<CheckBody>(isOptional: true, "application/json", "*/*")
            .Produces<CheckResource>(StatusCodes.Status200OK)
            .Produces<CheckResource>(StatusCodes.Status202Accepted)
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status403Forbidden,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status429TooManyRequests,
                StatusCodes.Status503ServiceUnavailable
            );
        group
            .MapGet("/v1/checks/{id}", (HttpContext context, string id) => v1.GetAsync(context, id))
            .WithName("GetCheck")
            .WithSummary("A check, for two minutes after its end")
            .Produces<CheckResource>(StatusCodes.Status200OK)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        group
            .MapGet("/v1/checks/{id}/events", (HttpContext context, string id) => v1.GetEventsAsync(context, id))
            .WithName("GetCheckEvents")
            .WithSummary("A check's events from its beginning: progress, then result or failed")
            .Produces<ProgressResource>(StatusCodes.Status200OK, CheckEvents.ContentType)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
        group
            .MapGet("/v1/service", (HttpContext context) => v1.GetServiceAsync(context))
            .WithName("GetService")
            .WithSummary("What a page needs to know about this service and its caller")
            .Produces<ServiceResource>(StatusCodes.Status200OK)
            .ProducesProblems(StatusCodes.Status429TooManyRequests);
    }

    private static void MapServers(RouteGroupBuilder group, ServerEndpoints servers)
    {
        group
            .MapGet("/v1/servers", (HttpContext context) => servers.GetAsync(context))
            .WithName("GetServers")
            .WithSummary("The servers of the list: what the last round of pings found, and their uptime")
            .Produces<ServersResource>(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
        group
            .MapPost("/v1/servers/refresh", Task<IResult> (HttpContext context) => servers.RefreshAsync(context))
            .WithName("RefreshServers")
            .WithSummary("Has all servers pinged, at most once in ten seconds for all callers, and tells what was found")
            .Produces<ServersResource>(StatusCodes.Status200OK)
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
        group
            .MapGet(
                "/v1/servers/{address}/history",
                Task<IResult> (HttpContext context, string address, string? span) => servers.GetHistoryAsync(context, address, span)
            )
            .WithName("GetServerHistory")
            .WithSummary("What a server answered in the last day, week, month or year (span)")
            .Produces<HistoryResource>(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
    }

    private static void MapHealth(RouteGroupBuilder group)
    {
        group.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        group.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = static check => check.Name == VantageHealthCheck.Name }
        );
    }

    // Behind all others: pages of other origins must be able to read a mistake too.
    private static void MapRest(RouteGroupBuilder group)
    {
        group.MapMethods("/{**path}", [HttpMethods.Options], static () => Results.NoContent()).ExcludeFromDescription();
        group
            .Map(
                "/{**path}",
                static () =>
                    new ProblemResult(
                        new Problem(
                            StatusCodes.Status404NotFound,
                            "not-found",
                            "There is nothing here",
                            "No call of this service has this path and method."
                        )
                    )
            )
            .ExcludeFromDescription();
    }

    // The original answers a mistake, too, in the form of a result.
    private static void ProducesAnswers<TAnswer>(this RouteHandlerBuilder endpoint)
    {
        ReadOnlySpan<int> statuses =
        [
            StatusCodes.Status200OK,
            StatusCodes.Status400BadRequest,
            StatusCodes.Status403Forbidden,
            StatusCodes.Status429TooManyRequests,
            StatusCodes.Status503ServiceUnavailable,
        ];
        foreach (var status in statuses)
        {
            endpoint.Produces<TAnswer>(status);
        }
    }

    private static void ProducesProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemResource>(status, ProblemResult.ContentType);
        }
    }
}
