using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.AspNetCore;

namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>The service on real Kestrel, behind a proxy that is this program: so each client has an address of its own.</summary>
internal sealed class CheckerService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CheckerService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<CheckerService> StartAsync(Action<KailleraApiLimits> configure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddKailleraApi(options =>
        {
            options.TargetPolicy = KailleraTargetPolicy.Any;
            options.KnownProxies = ["127.0.0.1"];
            configure(options.Limits);
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapKailleraApi();
        await app.StartAsync(cancellationToken);
        return new CheckerService(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
