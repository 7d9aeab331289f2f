using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>Registers the watch over the servers of the list.</summary>
internal static class HistoryRegistration
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.TryAddSingleton<IHistoryStore>(static provider => new SqliteHistoryStore(
            FindPath(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteHistoryStore>>()
        ));
        services.AddSingleton<HistoryKeeper>();
        services.AddSingleton(static provider => new AlarmDesk(
            provider.GetRequiredService<IOptions<KailleraApiOptions>>().Value.History,
            provider.GetRequiredService<HistoryKeeper>()
        ));
        services.AddWebhooks();
        services.AddSingleton(static provider => new PingRound(
            provider.GetRequiredService<IKailleraServerProbe>(),
            provider.GetRequiredService<TargetGuard>(),
            provider.GetRequiredService<IOptions<KailleraApiOptions>>(),
            provider.GetRequiredService<ILogger<PingRound>>(),
            provider.GetService<IKailleraServerSource>()
        ));
        services.AddSingleton<ServerWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<ServerWatch>());
        services.AddSingleton<HistoryAnswers>();
        services.AddSingleton<ServerEndpoints>();
    }

    private static void AddWebhooks(this IServiceCollection services)
    {
        services
            .AddHttpClient(WebhookPost.ClientName, static client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(static () =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    ActivityHeadersPropagator = null, // no span, which would hold the address
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .RemoveAllLoggers(); // they write addresses
        services.AddSingleton<WebhookPost>();
        services.AddHostedService(static provider => provider.GetRequiredService<WebhookPost>());
    }

    private static string? FindPath(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<KailleraApiOptions>>().Value.History.File is { Length: > 0 } file
            ? Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, file)
            : null;
}
