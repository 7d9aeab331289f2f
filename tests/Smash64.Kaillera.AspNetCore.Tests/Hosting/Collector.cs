using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Stands in for an operator's collector: takes OTLP over HTTP on a loopback port and keeps the texts in it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/v1/{signal}", TakeAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>Gets the signals that came: <c>traces</c>, <c>metrics</c>, <c>logs</c>.</summary>
    public IEnumerable<string> Signals => _texts.Keys;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Gets all that came of a signal. Names and values stand in protobuf as they are.</summary>
    public string Read(string signal) => _texts.GetValueOrDefault(signal, "");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var text = Encoding.UTF8.GetString(body.ToArray());
        _texts.AddOrUpdate(signal, text, (_, before) => before + text);
    }
}
