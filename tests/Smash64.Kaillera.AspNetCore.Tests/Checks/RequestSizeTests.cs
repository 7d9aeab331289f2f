using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class RequestSizeTests
{
    private const int PacketHeaders = 80;
    private const string Body = """{"host":"self"}""";

    [Theory]
    [InlineData("")]
    [InlineData("Host:x")]
    [InlineData("Host:x|Content-Length:15")]
    [InlineData("Host:x|a:b|c:d|e:f")]
    [InlineData("Accept:a|Accept:b|Accept:c")]
    public void Measure_TightestFormOnTheWire_IsNeverLarger(string headers)
    {
        var request = NewRequest(headers);

        var measured = RequestSize.Measure(request, Body.Length);

        // No space behind a colon, and a lone line feed, which servers take.
        var wire = $"POST /kaillera/v1/checks HTTP/1.1\n{string.Concat(headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n"))}\n{Body}";
        measured.Should().Be(Encoding.Latin1.GetByteCount(wire) + PacketHeaders);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9")]
    [InlineData("X-Forwarded-Proto: https")]
    [InlineData("X-Original-For: 127.0.0.1")]
    [InlineData("X-Real-IP: 203.0.113.9")]
    [InlineData("Forwarded: for=203.0.113.9")]
    [InlineData("Via: 1.1 proxy")]
    [InlineData("CF-Ray: 1234")]
    [InlineData("cf-connecting-ip: 203.0.113.9")]
    [InlineData("CDN-Loop: cloudflare")]
    public void Measure_HeaderThatProxiesAdd_DoesNotCount(string header) =>
        RequestSize.Measure(NewRequest(header), 0).Should().Be(RequestSize.Measure(NewRequest(""), 0));

    [Fact]
    public void Measure_PathBaseAndQuery_Count()
    {
        var request = NewRequest("");
        var plain = RequestSize.Measure(request, 0);
        request.PathBase = "/base";
        request.QueryString = new QueryString("?a=b");

        RequestSize.Measure(request, 0).Should().Be(plain + "/base?a=b".Length);
    }

    private static HttpRequest NewRequest(string headers)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Path = "/kaillera/v1/checks";
        foreach (var line in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            request.Headers.Append(line[..colon], line[(colon + 1)..]);
        }

        return request;
    }
}
