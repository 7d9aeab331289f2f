using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Keeps what all categories log, exceptions and values included; or throws, as a broken log does.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public Exception? Failure { get; set; }

    /// <summary>Gets all that was said, a line each.</summary>
    public string Text => string.Join('\n', _entries.Select(entry => $"{entry.Category} {entry.Level} {entry.Id} {entry.Text}"));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Tests read on after the service has ended.
    }

    private sealed class Logger(RecordingLoggerProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (owner.Failure is { } failure)
            {
                throw failure;
            }

            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => pair.Value)) : "";
            owner._entries.Enqueue(new LogEntry(category, logLevel, eventId.Id, $"{formatter(state, exception)} {values} {exception}"));
        }
    }
}

internal sealed record LogEntry(string Category, LogLevel Level, int Id, string Text);
