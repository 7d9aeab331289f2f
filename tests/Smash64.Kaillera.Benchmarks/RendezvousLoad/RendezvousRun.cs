using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Benchmarks.RendezvousLoad;

/// <summary>Hosts that keep and joiners that ask, at a rendezvous in a process of its own.</summary>
internal sealed class RendezvousRun : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);

    private readonly Socket _players;
    private readonly Socket _joiners;
    private readonly Queue<long> _asked = [];
    private readonly List<double> _waits = [];
    private int _heard;

    private RendezvousRun(int port) => (_players, _joiners) = (Open(port), Open(port));

    public static async Task<int> RunAsync(int hosts, int joins, TimeSpan time, CancellationToken cancellationToken)
    {
        using var server = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [.. Own(), "rendezvous-serve", "--hosts", Show(hosts)])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var port = int.Parse((await server.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
        using var run = new RendezvousRun(port);
        var receiving = Task.WhenAll(
            ReceiveAsync(run._players, _ => Interlocked.Increment(ref run._heard), cancellationToken),
            ReceiveAsync(run._joiners, run.HearJoiner, cancellationToken)
        );
        await run.OpenSessionsAsync(hosts, cancellationToken);
        var (before, _) = await AskAsync(server, cancellationToken);
        var (kept, joined) = await run.LoadAsync(hosts, joins, time, cancellationToken);
        var (after, memory) = await AskAsync(server, cancellationToken);
        await Task.Delay(1_000, cancellationToken);
        server.StandardInput.Close();
        await server.WaitForExitAsync(cancellationToken);
        run.Dispose();
        await receiving;
        run.Report(kept, joined, time, (after - before) / time.TotalMilliseconds, memory);
        return 0;
    }

    public void Dispose()
    {
        _players.Dispose();
        _joiners.Dispose();
    }

    // A hundred at a time, so that the system's buffers hold them.
    private async Task OpenSessionsAsync(int hosts, CancellationToken cancellationToken)
    {
        for (var i = 0; i < hosts; i++)
        {
            await SendAsync(_players, $"HOSTOPEN|{ClaimedCodes.Owner(i)}");
            if (i % 100 == 99)
            {
                await Task.Delay(5, cancellationToken);
            }
        }

        await Task.Delay(500, cancellationToken);
        Console.WriteLine($"{Show(_heard)} of {Show(hosts)} hosts have a session.");
        _heard = 0;
    }

    private async Task<(int Kept, int Joined)> LoadAsync(int hosts, int joins, TimeSpan time, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (kept, joined) = (0, 0);
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            for (; kept < hosts * (elapsed / Keep); kept++)
            {
                await SendAsync(_players, $"HOSTKEEP|{ClaimedCodes.Owner(kept % hosts)}");
            }

            for (; joined < joins * elapsed.TotalSeconds; joined++)
            {
                lock (_asked)
                {
                    _asked.Enqueue(Stopwatch.GetTimestamp());
                }

                await SendAsync(_joiners, $"JOIN|{ClaimedCodes.Code(joined * 7 % hosts)}|1");
            }

            await Task.Delay(2, cancellationToken);
        }

        return (kept, joined);
    }

    // The answers come in the order of the questions: each waits for the same time.
    private void HearJoiner(string answer)
    {
        lock (_asked)
        {
            if (answer.Contains("|HOST|", StringComparison.Ordinal) && _asked.TryDequeue(out var asked))
            {
                _waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }
    }

    private void Report(int kept, int joined, TimeSpan time, double share, double memory)
    {
        _waits.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {kept} keeps and {joined} joins in {time.TotalSeconds:0} s: {_heard} datagrams to hosts, {_waits.Count} answers to joiners.
                One core is busy for {share:P1}; the server has {memory / 1e6:0} MB.
                From JOIN to HOST, of which 300 ms are wanted: {At(_waits, 0.5):0.0} ms in the middle, {At(
                    _waits,
                    0.99
                ):0.0} ms for 99 of 100.
                """
            )
        );
    }

    // Under dotnet the program itself is its first argument.
    private static string[] Own() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [typeof(RendezvousRun).Assembly.Location]
            : [];

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)(share * (sorted.Count - 1))];

    private static Socket Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4_000_000 };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes($"\0N02TRAV1|{text}"), SocketFlags.None);

    private static async Task ReceiveAsync(Socket socket, Action<string> heard, CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
                heard(Encoding.ASCII.GetString(buffer, 0, length));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The end.
        }
    }

    private static async Task<(double Milliseconds, double Memory)> AskAsync(Process server, CancellationToken cancellationToken)
    {
        await server.StandardInput.WriteLineAsync();
        var line = await server.StandardOutput.ReadLineAsync(cancellationToken);
        var parts = line!.Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
