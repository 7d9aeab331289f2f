using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "Practice".</summary>
internal static unsafe class Practices
{
    private const int AnyPort = -1;

    [UnmanagedCallersOnly(EntryPoint = "s64k_practice_host_start", CallConvs = [typeof(CallConvCdecl)])]
    public static int StartHost(PracticeOptions* options, ulong* practice) =>
        Start(
            options,
            practice,
            static given =>
            {
                var settings = new P2PHostOptions();
                settings.Port = Port(given, settings.Port);
                settings.Address = Address(given) ?? settings.Address;
                settings.UserName = Utf8.ReadOptional(given.UserName, "user_name") ?? settings.UserName;
                settings.Game = Utf8.ReadOptional(given.Game, "game") ?? settings.Game;
                settings.Generation = (P2PHostGeneration)Remote.Number(given.Generation, "generation", 1, 3, (int)settings.Generation);
                var host = P2PHost.StartAsync(settings).GetAwaiter().GetResult();
                return new Practice(host, host.EndPoint);
            }
        );

    [UnmanagedCallersOnly(EntryPoint = "s64k_practice_server_start", CallConvs = [typeof(CallConvCdecl)])]
    public static int StartServer(PracticeOptions* options, ulong* practice) =>
        Start(
            options,
            practice,
            static given =>
            {
                if (given.UserName != null || given.Game != null || given.Generation != 0)
                {
                    throw NativeFault.BadArgument("user_name, game and generation are a host's; for a server they must be NULL and 0.");
                }

                var settings = new KailleraPracticeServerOptions();
                settings.Port = Port(given, settings.Port);
                settings.Address = Address(given) ?? settings.Address;
                var server = KailleraPracticeServer.StartAsync(settings).GetAwaiter().GetResult();
                return new Practice(server, server.EndPoint);
            }
        );

    [UnmanagedCallersOnly(EntryPoint = "s64k_practice_read", CallConvs = [typeof(CallConvCdecl)])]
    public static int Read(ulong practice, PracticeInfo* info) =>
        Call.Run(() =>
        {
            var listening = Handles.Get<Practice>(practice).Listening;
            SizedStruct.Write(
                info,
                new PracticeInfo { Port = listening.Value.Port, Address = listening.Text($"{listening.Value.Address}") }
            );
        });

    [UnmanagedCallersOnly(EntryPoint = "s64k_practice_stop", CallConvs = [typeof(CallConvCdecl)])]
    public static int Stop(ulong practice, uint timeoutMs) =>
        Call.Run(() => Call.WaitFor(Handles.Get<Practice>(practice).StopAsync(), timeoutMs, "It has not stopped"));

    private static int Start(PracticeOptions* options, ulong* practice, Func<PracticeOptions, Practice> start) =>
        Call.Run(() =>
        {
            Call.Clear(practice, "practice");
            var given = SizedStruct.Read(options);
            if (given.Reserved != 0)
            {
                throw NativeFault.BadArgument($"reserved is {given.Reserved}; it must be 0.");
            }

            *practice = Handles.Add(start(given));
        });

    private static int Port(PracticeOptions given, int otherwise) =>
        given.Port == AnyPort ? IPEndPoint.MinPort : Remote.Number(given.Port, "port", 1, IPEndPoint.MaxPort, otherwise);

    private static IPAddress? Address(PracticeOptions given) =>
        Utf8.ReadOptional(given.Address, "address") is not { } text ? null
        : KailleraValidation.TryParseIPv4(text, out var address) ? address
        : throw NativeFault.BadArgument(KailleraValidation.DescribeInvalidIPv4(text));
}
