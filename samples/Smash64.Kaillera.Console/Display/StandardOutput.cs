using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Smash64.Kaillera.Console.Display;

/// <summary>The standard output, which throws when whoever read it has gone: <c>kaillera scan list.txt | head -1</c>.</summary>
internal static class StandardOutput
{
    /// <summary>What shells show of a program that a broken pipe ended: 128 and SIGPIPE's number.</summary>
    public const int BrokenPipeExitCode = 141;

    private const int Descriptor = 1;
    private const int BrokenPipe = 32; // EPIPE on Linux and macOS

    /// <summary>Opens it. The framework's own stream passes a broken pipe over, and a program would go on for nobody.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !System.Console.IsOutputRedirected)
        {
            return System.Console.OpenStandardOutput();
        }

        // A file's position is shared with whoever else writes to it, which this stream would not heed.
        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        return System.Console.OpenStandardOutput();
    }

    /// <summary>Opens it for text.</summary>
    public static TextWriter OpenText() =>
        System.Console.IsOutputRedirected && System.Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage
            ? new StreamWriter(Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
            : System.Console.Out;

    public static bool IsBroken(Exception fault) => fault is IOException { HResult: BrokenPipe };
}
