namespace Smash64.Kaillera.Web.Tests.Servers;

/// <summary>A file of servers that a test writes.</summary>
internal sealed class ListFile : IDisposable
{
    private DateTime _writtenAt = new(2026, 11, 20, 18, 0, 0, DateTimeKind.Utc);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"servers-{Guid.NewGuid():N}.txt");

    /// <summary>Writes it anew, a minute after the last time.</summary>
    public void Write(string text)
    {
        File.WriteAllText(Path, text);
        File.SetLastWriteTimeUtc(Path, _writtenAt);
        _writtenAt += TimeSpan.FromMinutes(1);
    }

    public void Dispose() => File.Delete(Path);
}
