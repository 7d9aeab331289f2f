using System.Collections.Concurrent;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// The runs whose callers have their result, or gave up: they go on in the background until the other side is left as it was
/// found, and whoever ends the program can wait for them.
/// </summary>
internal sealed class Leavings
{
    private readonly ConcurrentDictionary<Task, byte> _unfinished = [];

    /// <summary>Lets a run end without its caller.</summary>
    public void Add(Task run)
    {
        _unfinished.TryAdd(run, 0);
        _ = run.ContinueWith(
            static (task, state) =>
            {
                _ = task.Exception; // Nobody waits for this run any more.
                ((ConcurrentDictionary<Task, byte>)state!).TryRemove(task, out _);
            },
            _unfinished,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    /// <summary>Waits until nothing is under way any more.</summary>
    public async ValueTask WaitAsync() => await Task.WhenAll(_unfinished.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
