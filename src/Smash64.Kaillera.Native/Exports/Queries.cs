using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "Who is on a Kaillera server".</summary>
internal static class Queries
{
    private const int NotTold = -1;

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_server", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Query(byte* server, QueryOptions* options, ulong* result) => Call.Wait(result, () => Prepare(server, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_server_start", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Start(
        byte* server,
        QueryOptions* options,
        delegate* unmanaged[Cdecl]<ulong, int, ulong, void*, void> callback,
        void* userData,
        ulong* operation
    ) => Call.Start(operation, callback, userData, () => Prepare(server, options));

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_read", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Read(ulong result, QueryInfo* info) =>
        Call.Run(() =>
        {
            var item = Handles.Get<NativeResult<KailleraServerInfo>>(result);
            var server = item.Value;
            SizedStruct.Write(
                info,
                new QueryInfo
                {
                    Status = (int)server.Status,
                    Reachable = server.IsReachable ? 1 : 0,
                    Port = server.EndPoint.Port,
                    UserCount = server.Users.Count,
                    GameCount = server.Games.Count,
                    AnnouncementCount = server.Announcements.Count,
                    IsComplete = server.IsComplete ? 1 : 0,
                    HasLeft = server.HasLeft ? 1 : 0,
                    RoundTripMs = Remote.Milliseconds(server.RoundTripTime),
                    ElapsedMs = Remote.Milliseconds(server.Elapsed),
                    Address = item.Text($"{server.EndPoint.Address}"),
                    Reason = item.Text(server.Reason),
                    Rejection = item.Text(server.Rejection),
                }
            );
        });

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_user", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int ReadUser(ulong result, int index, User* user) =>
        Call.Run(() =>
        {
            var item = Handles.Get<NativeResult<KailleraServerInfo>>(result);
            var found = At(item.Value.Users, index, "users");
            SizedStruct.Write(
                user,
                new User
                {
                    Id = found.Id,
                    Status = (int)found.Status,
                    Connection = (int)found.Connection,
                    PingMs = Remote.Milliseconds(found.Ping),
                    Name = item.Text(found.Name),
                }
            );
        });

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_game", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int ReadGame(ulong result, int index, Game* game) =>
        Call.Run(() =>
        {
            var item = Handles.Get<NativeResult<KailleraServerInfo>>(result);
            var found = At(item.Value.Games, index, "games");
            SizedStruct.Write(
                game,
                new Game
                {
                    Status = (int)found.Status,
                    Id = found.Id,
                    Players = found.Players ?? NotTold,
                    MaxPlayers = found.MaxPlayers ?? NotTold,
                    Name = item.Text(found.Name),
                    Owner = item.Text(found.Owner),
                    Emulator = item.Text(found.Emulator),
                }
            );
        });

    [UnmanagedCallersOnly(EntryPoint = "s64k_query_announcement", CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int ReadAnnouncement(ulong result, int index, byte** text) =>
        Call.Run(() =>
        {
            if (text == null)
            {
                throw NativeFault.BadArgument("text must not be NULL.");
            }

            *text = null;
            var item = Handles.Get<NativeResult<KailleraServerInfo>>(result);
            *text = item.Text(At(item.Value.Announcements, index, "announcements"));
        });

    private static unsafe Func<CancellationToken, Task<NativeObject>> Prepare(byte* server, QueryOptions* source)
    {
        var remote = Remote.Read(server, "server", KailleraDefaults.ServerPort);
        var given = SizedStruct.Read(source);
        var options = new KailleraQueryOptions { UserName = Utf8.ReadOptional(given.UserName, "user_name") };
        options.Timeout = Remote.Milliseconds(given.TimeoutMs, "timeout_ms", options.Timeout);
        return cancellationToken => QueryAsync(remote, options, cancellationToken);
    }

    private static async Task<NativeObject> QueryAsync(DnsEndPoint server, KailleraQueryOptions options, CancellationToken cancellationToken)
    {
        var endPoint = await Remote.FindAsync(server, options.Timeout, cancellationToken).ConfigureAwait(false);
        return new NativeResult<KailleraServerInfo>(await Probes.Servers.QueryAsync(endPoint, options, cancellationToken).ConfigureAwait(false));
    }

    private static T At<T>(IReadOnlyList<T> items, int index, string name) =>
        (uint)index < (uint)items.Count
            ? items[index]
            : throw NativeFault.BadArgument($"index is {index}, and there are {items.Count} {name}: it must be 0 to one less.");
}
