using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>One who listens to the events of a check.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Response => _response;

    public static async Task<EventStream> OpenAsync(HttpClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Eventually.Patience);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Waits for the next event; <see langword="null"/> is the end.</summary>
    public async Task<ReadEvent?> ReadAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Eventually.Patience)
            ? new(_events.Current.EventType, _events.Current.EventId, _events.Current.Data)
            : null;

    public async Task<List<ReadEvent>> ReadToEndAsync()
    {
        var events = new List<ReadEvent>();
        while (await ReadAsync() is { } happened)
        {
            events.Add(happened);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
    }
}

internal sealed record ReadEvent(string Type, string? Id, string Data)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data);
}
