using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "Pings".</summary>
internal static class Pings
{
    private const int DefaultHostCount = 20;
    private static readonly KailleraServerProbeOptions ServerDefaults = new();
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(250);

    [UnmanagedCallersOnly(EntryPoint = "s64k_ping_server", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Server(byte* server, PingOptions* options, ulong* result) => Call.Wait(result, () => PrepareServer(server, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_ping_server_start", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int StartServer(
        byte* server,
        PingOptions* options,
        delegate* unmanaged[Cdecl]<ulong, int, ulong, void*, void> callback,
        void* userData,
        ulong* operation
    ) => Call.Start(operation, callback, userData, () => PrepareServer(server, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_ping_host", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Host(byte* host, PingOptions* options, ulong* result) => Call.Wait(result, () => PrepareHost(host, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_ping_host_start", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int StartHost(
        byte* host,
        PingOptions* options,
        delegate* unmanaged[Cdecl]<ulong, int, ulong, void*, void> callback,
        void* userData,
        ulong* operation
    ) => Call.Start(operation, callback, userData, () => PrepareHost(host, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_ping_read", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Read(ulong result, PingInfo* info) =>
        Call.Run(() =>
        {
            var item = Handles.Get<NativeResult<PingReport>>(result);
            var ping = item.Value;
            SizedStruct.Write(
                info,
                new PingInfo
                {
                    Status = ping.Status,
                    Reachable = ping.IsReachable ? 1 : 0,
                    Sent = ping.Sent,
                    Received = ping.Received,
                    Frames = ping.Frames ?? -1,
                    Port = ping.EndPoint.Port,
                    Loss = ping.Loss,
                    MinMs = Remote.Milliseconds(ping.Minimum),
                    MeanMs = Remote.Milliseconds(ping.Mean),
                    MaxMs = Remote.Milliseconds(ping.Maximum),
                    JitterMs = Remote.Milliseconds(ping.Jitter),
                    ElapsedMs = Remote.Milliseconds(ping.Elapsed),
                    Address = item.Text($"{ping.EndPoint.Address}"),
                    Reason = item.Text(ping.Reason),
                }
            );
        });

    private static unsafe Func<CancellationToken, Task<NativeObject>> PrepareServer(byte* server, PingOptions* source)
    {
        var remote = Remote.Read(server, "server", KailleraDefaults.ServerPort);
        var given = SizedStruct.Read(source);
        var count = Remote.Number(given.Count, "count", 1, 100, ServerDefaults.PingCount);
        var timeout = Remote.Milliseconds(given.TimeoutMs, "timeout_ms", ServerDefaults.PingTimeout);
        if (given.IntervalMs != 0)
        {
            throw NativeFault.BadArgument("interval_ms must be 0: a server is pinged as soon as it has answered.");
        }

        return cancellationToken => PingServerAsync(remote, count, timeout, cancellationToken);
    }

    private static unsafe Func<CancellationToken, Task<NativeObject>> PrepareHost(byte* host, PingOptions* source)
    {
        var remote = Remote.Read(host, "host", KailleraDefaults.P2PPort);
        var given = SizedStruct.Read(source);
        var count = Remote.Number(given.Count, "count", 1, 1_000, DefaultHostCount);
        var timeout = Remote.Milliseconds(given.TimeoutMs, "timeout_ms", ServerDefaults.PingTimeout);
        var interval = Remote.Milliseconds(given.IntervalMs, "interval_ms", DefaultInterval);
        if (interval < TimeSpan.FromMilliseconds(100))
        {
            throw NativeFault.BadArgument($"interval_ms is {given.IntervalMs}; it must be 100 to 60000, or 0 for the default.");
        }

        return cancellationToken => PingHostAsync(remote, count, timeout, interval, cancellationToken);
    }

    private static async Task<NativeObject> PingServerAsync(DnsEndPoint server, int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var endPoint = await Remote.FindAsync(server, timeout, cancellationToken).ConfigureAwait(false);
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = timeout });
        await using (probe.ConfigureAwait(false))
        {
            return new NativeResult<PingReport>(PingReport.Of(await probe.PingAsync(endPoint, count, cancellationToken).ConfigureAwait(false)));
        }
    }

    private static async Task<NativeObject> PingHostAsync(
        DnsEndPoint host,
        int count,
        TimeSpan lookUp,
        TimeSpan interval,
        CancellationToken cancellationToken
    )
    {
        var endPoint = await Remote.FindAsync(host, lookUp, cancellationToken).ConfigureAwait(false);
        var ping = await Probes.Hosts.PingAsync(endPoint, count, interval, cancellationToken).ConfigureAwait(false);
        return new NativeResult<PingReport>(PingReport.Of(ping));
    }
}
