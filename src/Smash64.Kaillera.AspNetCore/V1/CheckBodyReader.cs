using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Reads the body of <c>POST v1/checks</c> and says what is wrong with it.</summary>
internal static class CheckBodyReader
{
    public const string Self = "self";

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out CheckBody? request,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        request = null;
        try
        {
            if (body.IsEmpty)
            {
                request = new CheckBody();
                problem = null;
                return true;
            }

            using var document = JsonDocument.Parse(body);
            problem = Read(document.RootElement, out request);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = Problem.InvalidRequest("The body must be a JSON object such as {\"host\": \"203.0.113.7\", \"port\": 27886}.");
        }

        return problem is null;
    }

    private static Problem? Read(JsonElement root, out CheckBody? request)
    {
        request = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Problem.InvalidRequest($"The body must be a JSON object; it is {Name(root)}.");
        }

        if (root.TryGetProperty("code", out var codeValue) && codeValue.ValueKind != JsonValueKind.Null)
        {
            return ReadCode(root, codeValue, out request);
        }

        var host = Self;
        if (root.TryGetProperty("host", out var hostValue))
        {
            if (hostValue.ValueKind != JsonValueKind.String)
            {
                return Problem.InvalidRequest($"\"host\" must be a text: \"self\" or an IPv4 address; it is {Name(hostValue)}.");
            }

            host = hostValue.GetString()!;
        }

        var port = KailleraDefaults.P2PPort;
        if (root.TryGetProperty("port", out var portValue) && TryReadPort(portValue, out port) is { } portProblem)
        {
            return portProblem;
        }

        if (host != Self && !KailleraValidation.IsIPv4(host))
        {
            return Problem.InvalidHost(KailleraValidation.DescribeInvalidIPv4(host));
        }

        request = new CheckBody(host, port);
        return null;
    }

    private static Problem? ReadCode(JsonElement root, JsonElement value, out CheckBody? request)
    {
        request = null;
        if (root.TryGetProperty("host", out _) || root.TryGetProperty("port", out _))
        {
            return Problem.InvalidRequest("A host is looked up by its \"code\" or asked at its \"host\" and \"port\", not both.");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Problem.InvalidRequest($"\"code\" must be a text, such as \"PIKA@555\"; it is {Name(value)}.");
        }

        if (!ConnectCode.TryParse(value.GetString(), out var code))
        {
            return Problem.InvalidCode();
        }

        request = new CheckBody(Code: code.ToString());
        return null;
    }

    private static Problem? TryReadPort(JsonElement value, out int port)
    {
        port = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return
                    value.TryGetDouble(out var number)
                    && KailleraValidation.TryParsePort(number.ToString("R", CultureInfo.InvariantCulture), out port)
                    ? null
                    : Problem.InvalidPort(KailleraValidation.DescribeInvalidPort(value.GetRawText()));
            case JsonValueKind.String:
                var text = value.GetString();
                return KailleraValidation.TryParsePort(text, out port)
                    ? null
                    : Problem.InvalidPort(KailleraValidation.DescribeInvalidPort(text));
            default:
                return Problem.InvalidRequest(
                    $"\"port\" must be a number from {KailleraDefaults.MinPort} to {KailleraDefaults.MaxPort}; it is {Name(value)}."
                );
        }
    }

    private static string Name(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };
}
