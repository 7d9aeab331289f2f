using System.IO.Compression;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Bodies that are too long, damaged or broken off.</summary>
public sealed class KailleraApiClientBodyTests
{
    [Fact]
    public async Task CheckP2PAsync_HttpFailureWithUnreadableBody_TellsTheStatus()
    {
        Stream[] bodies =
        [
            ScriptedStream.Endless(),
            ScriptedStream.Failing(new IOException()),
            new GZipStream(new MemoryStream([1, 2, 3]), CompressionMode.Decompress),
            new MemoryStream(Encoding.UTF8.GetBytes("<html>Bad gateway</html>")),
        ];

        foreach (var body in bodies)
        {
            var client = new FakeService(FakeService.Streamed(body, HttpStatusCode.BadGateway)).CreateClient();

            var fault = await client.CheckP2PAsync(FakeService.SomeHost)
                .ShouldFailAsync(KailleraApiError.HttpStatus, "p2p-check");

            fault.StatusCode.Should().Be(HttpStatusCode.BadGateway);
            fault.ServiceMessage.Should().BeNull();
        }
    }

    [Fact]
    public async Task Calls_AnswerOfExactlyTheLimit_IsRead()
    {
        var options = new KailleraApiClientOptions { MaxResponseLength = 1024 };
        var body = Encoding.UTF8.GetBytes(FakeService.OkAnswer.PadRight(1024));
        var announced = new FakeService(FakeService.Bytes(body)).CreateClient(options);
        var streamed = new FakeService(FakeService.Streamed(new MemoryStream(body))).CreateClient(options);

        (await announced.CheckP2PAsync(FakeService.SomeHost)).IsResponding.Should().BeTrue();
        (await streamed.CheckP2PAsync(FakeService.SomeHost)).IsResponding.Should().BeTrue();
    }

    [Fact]
    public async Task Calls_AnnouncedOversizedAnswer_ThrowUnread()
    {
        var stream = ScriptedStream.Endless();
        var client = new FakeService(() => new HttpResponseMessage
        {
            Content = new StreamedContent(stream) { Headers = { ContentLength = 65_537 } },
        }).CreateClient();

        await client.GetIPAsync().ShouldFailAsync(KailleraApiError.TooLarge, "get-ip");
        await client.CheckP2PAsync(FakeService.SomeHost).ShouldFailAsync(KailleraApiError.TooLarge, "p2p-check");
        stream.BytesRead.Should().Be(0);
    }

    [Fact]
    public async Task Calls_EndlessAnswerOfUnknownLength_ThrowAtTheLimit()
    {
        var stream = ScriptedStream.Endless();
        var client = new FakeService(FakeService.Streamed(stream)).CreateClient();

        await client.CheckServerAsync(FakeService.SomeServer)
            .ShouldFailAsync(KailleraApiError.TooLarge, "server-check");

        stream.BytesRead.Should().BeInRange(65_537, 200_000);
    }

    [Fact]
    public async Task Calls_SmallAnswerThatDecompressesToALargeOne_ThrowAtTheLimit()
    {
        var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(new byte[10_000_000]);
        }

        packed.Position = 0;
        packed.Length.Should().BeLessThan(1024);
        var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
        var client = new FakeService(FakeService.Streamed(unpacked)).CreateClient();

        await client.GetIPAsync().ShouldFailAsync(KailleraApiError.TooLarge, "get-ip");
    }

    [Fact]
    public async Task Calls_DamagedCompression_ThrowNotJson()
    {
        Func<Stream, Stream>[] unpackers =
        [
            static packed => new BrotliStream(packed, CompressionMode.Decompress),
            static packed => new GZipStream(packed, CompressionMode.Decompress),
            static packed => new ZLibStream(packed, CompressionMode.Decompress),
        ];

        foreach (var unpack in unpackers)
        {
            var body = unpack(new MemoryStream([255, 254, 253, 252]));
            var client = new FakeService(FakeService.Streamed(body)).CreateClient();

            await client.CheckP2PAsync(FakeService.SomeHost).ShouldFailAsync(KailleraApiError.NotJson, "p2p-check");
        }
    }

    [Fact]
    public async Task CheckP2PAsync_ConnectionFault_PassesThrough()
    {
        var client = new FakeService(FakeService.Broken(HttpRequestError.NameResolutionError)).CreateClient();

        var fault = await client.CheckP2PAsync(FakeService.SomeHost).ShouldThrowAsync<HttpRequestException>();

        fault.HttpRequestError.Should().Be(HttpRequestError.NameResolutionError);
    }

    [Fact]
    public async Task CheckP2PAsync_ConnectionBreaksInTheBody_ThrowsHttpRequestException()
    {
        var cause = new HttpIOException(HttpRequestError.ResponseEnded);
        var client = new FakeService(FakeService.Streamed(ScriptedStream.Failing(cause))).CreateClient();

        var fault = await client.CheckP2PAsync(FakeService.SomeHost).ShouldThrowAsync<HttpRequestException>();

        fault.HttpRequestError.Should().Be(HttpRequestError.ResponseEnded);
        fault.InnerException.Should().BeSameAs(cause);
    }
}
