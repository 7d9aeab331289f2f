using System.Diagnostics.CodeAnalysis;
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
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("host", out var host)
                || host.ValueKind != JsonValueKind.String
                || host.GetString() is not { } name
                || name.Contains('\0', StringComparison.Ordinal))
            {
                return false;
            }

            var port = defaultPort ?? -1;
            if (root.TryGetProperty("port", out var value) ? !PythonInteger.TryReadPort(value, out port) : defaultPort is null)
            {
                return false;
            }

            request = new ContractRequest(name, port);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the second is a text of lone surrogates
        }
    }
}
