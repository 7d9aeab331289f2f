namespace Smash64.Kaillera.Console;

/// <summary>What the program tells the shell. A program ended by a signal returns 128 and the signal's number instead.</summary>
internal static class ExitCode
{
    public const int Yes = 0;
    public const int No = 1;
    public const int BadInput = 2;
    public const int Fault = 3;

    public static int From(bool isYes) => isYes ? Yes : No;
}
