using System.Text.Json;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>One recorded exchange with the original service; see the README of the vectors.</summary>
internal sealed record ContractExchange(
    string Name,
    string Method,
    string Path,
    string? RequestBody,
    HttpStatusCode Status,
    string ResponseBody)
{
    public static IReadOnlyDictionary<string, ContractExchange> All { get; } = ReadAll();

    public string Endpoint => Path["/kaillera/".Length..];

    /// <summary>Finds the request of ours that asks the same, or nothing where ours can't ask such a thing.</summary>
    public P2PCheckRequest? FindP2PRequest()
    {
        if (ReadRequest() is not { } fields || FindPort(fields, KailleraDefaults.P2PPort) is not { } port)
        {
            return null;
        }

        var host = fields.GetValueOrDefault("host") as string;
        var via = fields.GetValueOrDefault("via");
        try
        {
            return string.Equals(host, "self", StringComparison.Ordinal)
                ? P2PCheckRequest.Self(port) with { Via = (string?)via }
                : KailleraValidation.IsIPv4(host) ? new(IPAddress.Parse(host), port) { Via = (string?)via } : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>Finds the server of a <c>server-check</c>, or nothing where ours can't ask such a thing.</summary>
    public IPEndPoint? FindServer() =>
        ReadRequest() is { } fields
        && FindPort(fields, missing: null) is { } port
        && fields.GetValueOrDefault("host") is string host
        && KailleraValidation.IsIPv4(host)
            ? new IPEndPoint(IPAddress.Parse(host), port)
            : null;

    private static Dictionary<string, ContractExchange> ReadAll()
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors", "api-contract.json");
        using var file = File.OpenRead(path);
        using var document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateArray()
            .Select(static entry => new ContractExchange(
                entry.GetProperty("name").GetString()!,
                entry.GetProperty("method").GetString()!,
                entry.GetProperty("path").GetString()!,
                entry.GetProperty("request_body").GetString(),
                (HttpStatusCode)entry.GetProperty("status").GetInt32(),
                entry.GetProperty("response_body").GetString() ?? string.Empty))
            .ToDictionary(static exchange => exchange.Name, StringComparer.Ordinal);
    }

    private static int? FindPort(Dictionary<string, object?> fields, int? missing)
    {
        if (!fields.TryGetValue("port", out var port))
        {
            return missing;
        }

        return port switch
        {
            double number when double.IsInteger(number) && KailleraValidation.IsValidPort((int)number) => (int)number,
            string text when KailleraValidation.TryParsePort(text, out var number) => number,
            _ => null,
        };
    }

    // The request's fields where it is an object of texts and numbers, else nothing: ours sends no other.
    private Dictionary<string, object?>? ReadRequest()
    {
        try
        {
            using var document = JsonDocument.Parse(RequestBody ?? string.Empty);
            return document.RootElement.EnumerateObject().ToDictionary(
                static field => field.Name,
                static field => field.Value.ValueKind switch
                {
                    JsonValueKind.String => field.Value.GetString(),
                    JsonValueKind.Number => field.Value.GetDouble(),
                    JsonValueKind.Null => null,
                    _ => (object?)field.Value.Clone(),
                },
                StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
