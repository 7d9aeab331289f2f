namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>A request as bytes, which no client library makes larger or better than a test wrote it.</summary>
internal sealed record RawRequest(string Text)
{
    public int Length => Encoding.Latin1.GetByteCount(Text);

    /// <summary>Sends it and reads until the answer's body has come to an end.</summary>
    public async Task<string> SendAsync(CheckerService service)
    {
        await using var connection = await service.ConnectAsync();
        await connection.WriteAsync(Encoding.Latin1.GetBytes(Text));
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var buffer = new byte[4_096];
        var answer = new StringBuilder();
        while (!IsWhole(answer.ToString()))
        {
            var length = await connection.ReadAsync(buffer, patience.Token);
            if (length == 0)
            {
                break;
            }

            answer.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return answer.ToString();
    }

    // Bodies here are single JSON objects.
    private static bool IsWhole(string answer) =>
        answer.AsSpan().Count('{') is > 0 and var opened && opened == answer.AsSpan().Count('}');
}
