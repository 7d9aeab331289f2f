using System.Runtime.InteropServices;

namespace Smash64.Kaillera.Console;

/// <summary>
/// Turns the first Ctrl+C, kill or closed terminal into a cancellation, so that a host under test is left clean. The
/// second one ends the program at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int FirstSignalExitCode = 128;

    // Signals are sent to the whole program.
    private static int _lastExitCode;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        Volatile.Write(ref _lastExitCode, 0); // a menu runs one command after another
        _registrations = [Register(PosixSignal.SIGHUP, 1), Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15)];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Gets the shell's code for the signal that came, or 0.</summary>
    public static int ExitCode => Volatile.Read(ref _lastExitCode);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                if (Interlocked.CompareExchange(ref _lastExitCode, FirstSignalExitCode + number, 0) == 0)
                {
                    context.Cancel = true;
                    _source.Cancel();
                }
            }
        );
}
