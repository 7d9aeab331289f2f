namespace Smash64.Kaillera.Native;

/// <summary>What every export does around its work.</summary>
internal static unsafe class Call
{
    /// <summary>Does some work; what it throws becomes an error code and this thread's last error.</summary>
    public static int Run(Action work)
    {
        try
        {
            work();
            return ErrorCode.Ok;
        }
        catch (Exception e)
        {
            return Return(Outcome.Of(e));
        }
    }

    /// <summary>Does some work that takes time, and waits for its result.</summary>
    public static int Wait(ulong* result, Func<Func<CancellationToken, Task<NativeObject>>> prepare)
    {
        var outcome = Outcome.Ok;
        var code = Run(() =>
        {
            Clear(result, "result");
            var work = prepare();
            var operation = new Operation(); // known by number, so that s64k_shutdown() ends it too
            operation.Begin(work, tell: null);
            outcome = operation.Completion.GetAwaiter().GetResult();
            *result = operation.TakeResult();
            Handles.Release(operation.Handle);
        });
        return code == ErrorCode.Ok ? Return(outcome) : code;
    }

    /// <summary>Begins some work that takes time.</summary>
    public static int Start(
        ulong* operation,
        delegate* unmanaged[Cdecl]<ulong, int, ulong, void*, void> callback,
        void* userData,
        Func<Func<CancellationToken, Task<NativeObject>>> prepare
    ) =>
        Run(() =>
        {
            Clear(operation, "operation");
            var work = prepare();
            var started = new Operation();
            *operation = started.Handle;
            started.Begin(work, callback == null ? null : Tell);

            void Tell(Outcome outcome, ulong result) => callback(started.Handle, Return(outcome), result, userData);
        });

    /// <summary>Returns a code, and keeps what went wrong for this thread.</summary>
    public static int Return(Outcome outcome)
    {
        if (outcome.Code != ErrorCode.Ok)
        {
            LastError.Set(outcome.Message);
        }

        return outcome.Code;
    }

    /// <summary>Makes a place for a handle say 0, so that nobody uses what a failed call left there.</summary>
    /// <exception cref="NativeFault">There is no place.</exception>
    public static void Clear(ulong* handle, string name)
    {
        if (handle == null)
        {
            throw NativeFault.BadArgument($"{name} must not be NULL.");
        }

        *handle = 0;
    }

    /// <summary>Waits for some work, as long as a caller said.</summary>
    /// <exception cref="NativeFault">It goes on.</exception>
    public static void WaitFor(Task work, uint timeoutMs, string what)
    {
        try
        {
            work.WaitAsync(TimeSpan.FromMilliseconds(timeoutMs)).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new NativeFault(ErrorCode.TimedOut, $"{what} within {timeoutMs} ms.");
        }
    }
}
