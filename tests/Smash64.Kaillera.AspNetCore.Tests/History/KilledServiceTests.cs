using System.Diagnostics;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>The sample in a process of its own, killed.</summary>
public sealed class KilledServiceTests : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("service-killed-");
    private readonly RecordingLogger<SqliteHistoryStore> _log = new();

    private string Data => Path.Combine(_folder.FullName, "history.db");

    [Fact]
    public async Task Kill_AfterARound_LosesNothingOfItNorTheFile()
    {
        using (var process = Start())
        {
            using var client = new HttpClient { BaseAddress = new Uri(await ReadAddressAsync(process)) };
            await Eventually.UntilAsync(
                async () => (await client.GetAnswerAsync("/kaillera/v1/servers")).Text.Contains("\"uptime\":{\"day\":1,"),
                "the first round has come in"
            );
            await Eventually.UntilAsync(async () => (await ReadAsync()).Minutes.Count > 0, "it is kept");

            process.Kill(); // SIGKILL: nobody closes anything
            await process.WaitForExitAsync();
        }

        var start = await ReadAsync();

        start
            .Minutes.Select(static minute => minute.Server)
            .Distinct(StringComparer.Ordinal)
            .Should()
            .HaveCount(4, "all practice servers were asked");
        start.Minutes.Should().Contain(static minute => minute.Answer.IsUp).And.Contain(static minute => !minute.Answer.IsUp);
        _log.Entries.Should().BeEmpty("the file is whole");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<HistoryStart> ReadAsync()
    {
        using var store = new SqliteHistoryStore(Data, TimeProvider.System, _log);
        return await store.LoadAsync(0, 0, default);
    }

    private static async Task<string> ReadAddressAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at && at >= 0)
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // or its pipe would fill up
                return line[(at + Listening.Length)..].Trim();
            }
        }

        throw new InvalidOperationException("The sample does not listen.");
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(
            KailleraProgram.Dotnet,
            ["exec", Path.Combine(AppContext.BaseDirectory, "Smash64.Kaillera.Web.dll")]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(Repository.Root, "samples", "Smash64.Kaillera.Web"),
        };
        foreach (
            var (key, value) in new[]
            {
                ("ASPNETCORE_ENVIRONMENT", "Development"),
                ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
                ("Kaillera__History__File", Data),
                ("ServerStatus__ListFile", ""),
            }
        )
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }
}
