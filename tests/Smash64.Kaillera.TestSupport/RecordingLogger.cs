using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.TestSupport;

/// <summary>Keeps what is logged, exceptions included; or throws, as a broken logger does.</summary>
public sealed class RecordingLogger<T>(Exception? failure = null) : ILogger<T>
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = [];

    public IReadOnlyList<(int Id, string Text)> Entries => [.. _entries];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (failure is not null)
        {
            throw failure;
        }

        _entries.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
