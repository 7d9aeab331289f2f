using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>What the service answered, read whole.</summary>
internal sealed record ServiceAnswer(int Status, MediaTypeHeaderValue? ContentType, HttpResponseHeaders Headers, string Text)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>Gets the code of a problem.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>Gets the verdict of a check.</summary>
    public string? Verdict => Json.GetProperty("result").GetProperty("verdict").GetString();

    public static async Task<ServiceAnswer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new((int)response.StatusCode, response.Content.Headers.ContentType, response.Headers, await response.Content.ReadAsStringAsync());
        }
    }

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

internal static class ServiceCalls
{
    public static async Task<ServiceAnswer> GetAnswerAsync(this HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Get, path, headers);
        return await ServiceAnswer.ReadAsync(await client.SendAsync(request));
    }

    /// <summary>Looks at a check until it has ended.</summary>
    public static async Task<ServiceAnswer> GetEndAsync(this HttpClient client, string link)
    {
        ServiceAnswer? answer = null;
        await Eventually.UntilAsync(async () => !(answer = await client.GetAnswerAsync(link)).Text.Contains("\"state\":\"running\""), "it ends");
        return answer!;
    }

    /// <summary>Posts a text as it is.</summary>
    public static async Task<ServiceAnswer> PostAnswerAsync(
        this HttpClient client,
        string path,
        string body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = Request(HttpMethod.Post, path, headers);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await ServiceAnswer.ReadAsync(await client.SendAsync(request));
    }

    /// <summary>Asks for a check of a port of this machine.</summary>
    public static Task<ServiceAnswer> CheckAsync(this HttpClient client, string host, int port, CancellationToken cancellationToken = default) =>
        client.CheckAsync(host, port, prefer: null, cancellationToken);

    /// <summary>Asks for a check and is answered at once.</summary>
    public static Task<ServiceAnswer> StartCheckAsync(this HttpClient client, string host, int port) =>
        client.CheckAsync(host, port, prefer: "respond-async", CancellationToken.None);

    /// <summary>Asks for a check in the form of the original service.</summary>
    public static Task<ServiceAnswer> LegacyCheckAsync(this HttpClient client, string host, int port) =>
        client.PostAnswerAsync("/kaillera/p2p-check", JsonSerializer.Serialize(new { host, port, via = "test" }));

    private static async Task<ServiceAnswer> CheckAsync(this HttpClient client, string host, int port, string? prefer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/kaillera/v1/checks") { Content = JsonContent.Create(new { host, port }) };
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        return await ServiceAnswer.ReadAsync(await client.SendAsync(request, cancellationToken));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue($"{name} must get into the request");
        }

        return request;
    }
}
