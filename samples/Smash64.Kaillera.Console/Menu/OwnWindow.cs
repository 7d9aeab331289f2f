using System.Runtime.InteropServices;

namespace Smash64.Kaillera.Console.Menu;

/// <summary>Tells whether the program has a window of its own, which closes with it.</summary>
internal static partial class OwnWindow
{
    /// <summary>
    /// Gets a value indicating whether a double-click opened the window: on Windows, where a console that no shell started holds
    /// nobody but the program. Elsewhere terminals stay, or there is none.
    /// </summary>
    public static bool IsOpen =>
        OperatingSystem.IsWindows() && !System.Console.IsInputRedirected && GetConsoleProcessList(new uint[2], 2) == 1;

    // https://learn.microsoft.com/windows/console/getconsoleprocesslist
    [LibraryImport("kernel32.dll")]
    private static partial uint GetConsoleProcessList([Out] uint[] processes, uint count);
}
