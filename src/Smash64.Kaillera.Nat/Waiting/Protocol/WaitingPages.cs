using System.Text;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>Answers requests for a list, which is written anew once a second at most, however many ask.</summary>
/// <param name="games">Gives the list.</param>
/// <param name="time">The clock.</param>
internal sealed class WaitingPages(Func<IReadOnlyList<WaitingGame>> games, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Page _today = new(() => WaitingGamesFormat.WriteToday(games()), time);
    private readonly Page _older = new(() => WaitingGamesFormat.WriteOlder(games()), time);

    /// <summary>Answers a request.</summary>
    /// <param name="received">What has come of it.</param>
    /// <returns>The whole answer.</returns>
    public byte[] Answer(ReadOnlySpan<byte> received)
    {
        var request = HttpRequestHead.Read(received);
        return request switch
        {
            { Kind: HttpRequestKind.Broken } => Refuse("400 Bad Request"),
            { Kind: HttpRequestKind.TooLong } => Refuse("431 Request Header Fields Too Large"),
            { Kind: HttpRequestKind.Other } => Refuse("405 Method Not Allowed", "Allow: GET, HEAD\r\n"),
            { Path: "/plist.txt" } => Write("200 OK", _today.Get(), request.Kind),
            { Path: "/" } => Write("200 OK", _older.Get(), request.Kind),
            _ => Write("404 Not Found", "Not found\n"u8, request.Kind),
        };
    }

    private static byte[] Refuse(string status, string header = "") =>
        Write(status, Encoding.ASCII.GetBytes($"{status[4..]}\n"), HttpRequestKind.Get, header);

    private static byte[] Write(string status, ReadOnlySpan<byte> body, HttpRequestKind kind, string header = "")
    {
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\n"
                + $"X-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n{header}Connection: close\r\n\r\n"
        );
        return kind == HttpRequestKind.Head ? head : [.. head, .. body];
    }

    private sealed class Page(Func<byte[]> write, TimeProvider time)
    {
        private Written? _last;

        public byte[] Get()
        {
            var last = Volatile.Read(ref _last);
            if (last is null || time.GetElapsedTime(last.At) >= Freshness)
            {
                // Of those who find it old at the same time, one writes and the others wait for him.
                var next = new Written(new Lazy<byte[]>(write), time.GetTimestamp());
                var other = Interlocked.CompareExchange(ref _last, next, last);
                last = ReferenceEquals(other, last) ? next : other!;
            }

            return last.Body.Value;
        }
    }

    private sealed record Written(Lazy<byte[]> Body, long At);
}
