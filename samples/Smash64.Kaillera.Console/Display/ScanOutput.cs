using System.Text;

namespace Smash64.Kaillera.Console.Display;

/// <summary>
/// The hosts of a scan for a file or a pipe, where nothing is wrapped or coloured: many lines go out in one piece, which costs a
/// fifth of writing each.
/// </summary>
/// <param name="terminal">Where they go.</param>
internal sealed class ScanOutput(Terminal terminal) : IDisposable
{
    private const int FullLength = 32_768;

    private readonly JsonLines _json = new();
    private readonly StringBuilder _text = new();

    public void Add(ScanHost host)
    {
        if (terminal.IsJson)
        {
            _json.Add(host, ReportJson.Default.ScanHost);
        }
        else
        {
            _text.Append(host.ToLine()).Append('\n');
        }

        if (_json.Length + _text.Length >= FullLength)
        {
            Flush();
        }
    }

    /// <summary>Writes what waits.</summary>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public void Flush()
    {
        if (_json.Length > 0)
        {
            _json.Flush(terminal.Stream);
        }

        if (_text.Length > 0)
        {
            var lines = _text.ToString();
            _text.Clear();
            terminal.Out.Profile.Out.Writer.Write(lines);
        }
    }

    public void Dispose() => _json.Dispose();
}
