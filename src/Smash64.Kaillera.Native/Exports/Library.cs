using System.Reflection;
using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "The library" and "Operations".</summary>
internal static class Library
{
    /// <summary><c>S64K_ABI</c> of the header.</summary>
    private const int Abi = 1;

    private static readonly byte[] VersionText = Utf8.Pin(
        typeof(P2PProbe).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]
    );

    private static readonly byte[][] ErrorTexts =
    [
        Utf8.Pin("All went well."),
        Utf8.Pin("A value breaks its rule."),
        Utf8.Pin("The handle is not in use, or of another kind."),
        Utf8.Pin("This machine could not open a socket, send or listen."),
        Utf8.Pin("The host's name leads to no IPv4 address."),
        Utf8.Pin("The time is over, and the operation goes on."),
        Utf8.Pin("The operation was cancelled."),
        Utf8.Pin("The library has a fault: please report it."),
    ];

    private static readonly byte[] UnknownErrorText = Utf8.Pin("An error that this library does not know.");

    [UnmanagedCallersOnly(EntryPoint = "s64k_version", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe byte* Version() => Utf8.Pointer(VersionText);

    [UnmanagedCallersOnly(EntryPoint = "s64k_abi", CallConvs = [typeof(CallConvCdecl)])]
    public static int GetAbi() => Abi;

    [UnmanagedCallersOnly(EntryPoint = "s64k_error_text", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe byte* ErrorText(int error) =>
        Utf8.Pointer((uint)error < (uint)ErrorTexts.Length ? ErrorTexts[error] : UnknownErrorText);

    [UnmanagedCallersOnly(EntryPoint = "s64k_last_error", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe byte* GetLastError() => Utf8.Pointer(LastError.Text);

    [UnmanagedCallersOnly(EntryPoint = "s64k_layout", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int FindLayout(byte* name)
    {
        var place = Layout.Unknown;
        return Call.Run(() => place = Layout.Find(Utf8.Read(name, "name"))) == ErrorCode.Ok ? place : Layout.Unknown;
    }

    [UnmanagedCallersOnly(EntryPoint = "s64k_release", CallConvs = [typeof(CallConvCdecl)])]
    public static int Release(ulong handle) => Call.Run(() => Handles.Release(handle));

    [UnmanagedCallersOnly(EntryPoint = "s64k_shutdown", CallConvs = [typeof(CallConvCdecl)])]
    public static int Shutdown(uint timeoutMs) => Call.Run(() => Call.WaitFor(EndAllAsync(), timeoutMs, "Not all has ended"));

    [UnmanagedCallersOnly(EntryPoint = "s64k_wait", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Wait(ulong handle, uint timeoutMs, ulong* result)
    {
        var outcome = Outcome.Ok;
        var code = Call.Run(() =>
        {
            if (result != null)
            {
                *result = 0;
            }

            var operation = Handles.Get<Operation>(handle);
            Call.WaitFor(operation.Completion, timeoutMs, "The operation has not ended");
            outcome = operation.Completion.Result;
            if (result != null)
            {
                *result = operation.TakeResult();
            }
        });
        return code == ErrorCode.Ok ? Call.Return(outcome) : code;
    }

    [UnmanagedCallersOnly(EntryPoint = "s64k_cancel", CallConvs = [typeof(CallConvCdecl)])]
    public static int Cancel(ulong handle) => Call.Run(() => Handles.Get<Operation>(handle).Cancel());

    private static async Task EndAllAsync()
    {
        var operations = Handles.All.OfType<Operation>().ToList();
        operations.ForEach(static operation => operation.Cancel());
        await Task.WhenAll(operations.ConvertAll(static operation => operation.Told)).ConfigureAwait(false);
        await Task.WhenAll(Handles.All.OfType<Practice>().Select(static practice => practice.StopAsync())).ConfigureAwait(false);
        await Probes.CloseAsync().ConfigureAwait(false);
    }
}
