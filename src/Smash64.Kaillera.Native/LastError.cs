namespace Smash64.Kaillera.Native;

/// <summary>What went wrong in a thread's last call that failed.</summary>
internal static class LastError
{
    private const int Capacity = 1_024;

    [ThreadStatic]
    private static byte[]? _ofThisThread;

    /// <summary>Gets the sentence, for C: it stays where it is as long as the thread lives.</summary>
    public static byte[] Text => _ofThisThread ??= GC.AllocateArray<byte>(Capacity, pinned: true);

    /// <summary>Keeps a sentence, cut to what fits.</summary>
    public static void Set(string text) => Utf8.Write(text, Text);
}
