namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>A list of servers in a file of its own.</summary>
internal sealed class ListFile : IDisposable
{
    private ListFile(byte[] content)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public static ListFile Of(params IEnumerable<string> lines) => new(Encoding.UTF8.GetBytes(Text(lines)));

    public static ListFile OfBytes(byte[] content) => new(content);

    public static string Text(params IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>Writes the two lines of a server.</summary>
    public static string Server(string name, EndPoint address, int users = 1, string host = "127.0.0.1") =>
        $"{name}\n{host}:{((IPEndPoint)address).Port};{users}/100;2;EmuLinkerSF 93.2;Chicago";

    public void Dispose() => File.Delete(Path);
}
