namespace Smash64.Kaillera.Tests;

/// <summary>
/// Runs heavy loops on threads of their own and leaves one core free: the tests that wait for sockets run beside them.
/// </summary>
internal static class Workers
{
    public static void For(int count, Action<int> body)
    {
        var next = -1;
        Exception? failure = null;
        var threads = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount - 1)).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failure is not null)
        {
            throw new InvalidOperationException("A worker failed.", failure);
        }

        void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < count && failure is null; i = Interlocked.Increment(ref next))
                {
                    body(i);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        }
    }
}
