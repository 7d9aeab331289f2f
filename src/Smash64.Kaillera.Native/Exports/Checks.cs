using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "P2P hosts".</summary>
internal static class Checks
{
    [UnmanagedCallersOnly(EntryPoint = "s64k_check", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Check(byte* host, CheckOptions* options, ulong* result) => Call.Wait(result, () => Prepare(host, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_check_start", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Start(
        byte* host,
        CheckOptions* options,
        delegate* unmanaged[Cdecl]<ulong, int, ulong, void*, void> callback,
        void* userData,
        ulong* operation
    ) => Call.Start(operation, callback, userData, () => Prepare(host, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_check_read", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Read(ulong result, CheckInfo* info) =>
        Call.Run(() =>
        {
            var item = Handles.Get<NativeResult<P2PProbeResult>>(result);
            var check = item.Value;
            SizedStruct.Write(
                info,
                new CheckInfo
                {
                    Status = (int)check.Status,
                    Reachable = check.IsReachable ? 1 : 0,
                    Scope = (int)check.Scope,
                    RoundTripMs = Remote.Milliseconds(check.RoundTripTime),
                    ElapsedMs = Remote.Milliseconds(check.Elapsed),
                    DatagramsSent = (uint)check.DatagramsSent,
                    DatagramsReceived = (uint)check.DatagramsReceived,
                    IsKailleraServer = check.IsKailleraServer ? 1 : 0,
                    Port = check.EndPoint.Port,
                    Address = item.Text($"{check.EndPoint.Address}"),
                    Reason = item.Text(check.Reason),
                    Warning = item.Text(check.Warning),
                    HostName = item.Text(check.HostName),
                    Game = item.Text(check.Game),
                }
            );
        });

    private static unsafe Func<CancellationToken, Task<NativeObject>> Prepare(byte* host, CheckOptions* source)
    {
        var remote = Remote.Read(host, "host", KailleraDefaults.P2PPort);
        var given = SizedStruct.Read(source);
        var options = new P2PProbeOptions { Mode = (P2PProbeMode)given.Mode };
        options.Timeout = Remote.Milliseconds(given.TimeoutMs, "timeout_ms", options.Timeout);
        options.UserName = Utf8.ReadOptional(given.UserName, "user_name") ?? options.UserName;
        if (given.UntilLeft is not (0 or 1))
        {
            throw NativeFault.BadArgument($"until_left is {given.UntilLeft}; it must be 0 or 1.");
        }

        if (!Enum.IsDefined(options.Mode))
        {
            throw NativeFault.BadArgument($"mode is {given.Mode}; it must be one of S64K_MODE_*.");
        }

        return cancellationToken => CheckAsync(remote, options, given.UntilLeft == 1, cancellationToken);
    }

    private static async Task<NativeObject> CheckAsync(DnsEndPoint host, P2PProbeOptions options, bool untilLeft, CancellationToken cancellationToken)
    {
        var endPoint = await Remote.FindAsync(host, options.Timeout, cancellationToken).ConfigureAwait(false);
        var result = await Probes.Hosts.ProbeAsync(endPoint, options, cancellationToken).ConfigureAwait(false);
        return new NativeResult<P2PProbeResult>(untilLeft ? await result.Completion.ConfigureAwait(false) : result);
    }
}
