using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Contract;

/// <summary>What <c>p2p-check</c> and <c>server-check</c> are asked.</summary>
/// <param name="Host">As it was written; not checked yet.</param>
/// <param name="Port">0 to 65535.</param>
internal sealed record ContractRequest(string Host, int Port)
{
    public const string Self = "self";

    /// <summary>Reads a body. Names are compared with their case, the last of several counts, others are ignored.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="defaultPort">The port of a request that names none, or <see langword="null"/> if it must.</param>
    /// <param name="request">The request.</param>
    /// <returns>Whether it is one. <c>via</c> is not even looked at: it is a stranger's text.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> body, int? defaultPort, [NotNullWhen(true)] out ContractRequest? request)
    {
        request = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || Find(root, "host"u8) is not { ValueKind: JsonValueKind.String } host
                || host.GetString() is not { } name
                || name.Contains('\0', StringComparison.Ordinal)
            )
            {
                return false;
            }

            var port = defaultPort ?? -1;
            if (Find(root, "port"u8) is { } value ? !PythonInteger.TryReadPort(value, out port) : defaultPort is null)
            {
                return false;
            }

            request = new ContractRequest(name, port);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the second is a text with half a character in it
        }
    }

    // Not by TryGetProperty: half a character in any name makes that throw.
    private static JsonElement? Find(JsonElement root, ReadOnlySpan<byte> name)
    {
        JsonElement? found = null;
        foreach (var property in root.EnumerateObject())
        {
            found = !HasSurrogate(property) && property.NameEquals(name) ? property.Value : found;
        }

        return found;
    }

    private static bool HasSurrogate(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.IndexOf("\\ud"u8) >= 0 || raw.IndexOf("\\uD"u8) >= 0;
    }
}
