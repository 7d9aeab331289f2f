namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>Callers who write slowly, on a clock that stands still.</summary>
public sealed class SlowBodyTests
{
    private const string Head = "POST /kaillera/p2p-check HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 36\r\n\r\n";
    private const string FirstPart = """{"host": "127.0.0.1",""";
    private const string SecondPart = """ "port": 1024 }""";

    [Fact]
    public async Task CheckP2P_BodyThatComesInParts_WaitsForIt()
    {
        var time = new ManualTimeProvider();
        await using var service = await ContractService.StartAsync(time: time);
        using var http = await BeginAsync(service, time);

        await http.SendAsync(SecondPart);

        var answer = await http.ReadToEndAsync();
        answer.Should().StartWith("HTTP/1.1 200 ").And.Contain("""{\"host\": \"127.0.0.1\", \"port\": 1024}""");
    }

    [Fact]
    public async Task CheckP2P_BodyThatNeverEnds_IsGivenUpAtTheDeadline()
    {
        var time = new ManualTimeProvider();
        await using var service = await ContractService.StartAsync(
            time: time,
            configure: options => options.RequestTimeout = TimeSpan.FromSeconds(9)
        );
        using var http = await BeginAsync(service, time);

        time.Advance(TimeSpan.FromSeconds(9));

        var answer = await http.ReadToEndAsync();
        answer.Should().StartWith("HTTP/1.1 503 ");
        answer.Should().Contain("\r\nRetry-After: 1\r\n").And.Contain("\r\nAccess-Control-Allow-Origin: *\r\n");
        answer.Should().Contain("""{"message": "The check took too long. Try again.", "meta": "{}", "success": false}""");
    }

    // Up to the point where the service waits for the rest: its deadline is set then.
    private static async Task<RawHttp> BeginAsync(ContractService service, ManualTimeProvider time)
    {
        var http = new RawHttp();
        await http.ConnectAsync(service.Address);
        await http.SendAsync(Head + FirstPart);
        await time.WaitForTimersAsync(1);
        return http;
    }
}
