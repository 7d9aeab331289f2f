using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>A player who sits at a host while it is checked, and notices whether anything happens to him.</summary>
internal sealed class SeatedPlayer : IDisposable
{
    // A few seconds into a visit. docs/probing.md tells why the very first words could still be touched.
    private const int LinesBefore = 4;

    private readonly Player _player;
    private readonly ClassicHost _host;

    private SeatedPlayer(Player player, ClassicHost host)
    {
        _player = player;
        _host = host;
    }

    public static async Task<SeatedPlayer> SitAsync(ClassicHost host)
    {
        var seated = new SeatedPlayer(new Player(host.Port), host);
        (await seated._player.TryJoinAsync()).Should().BeTrue("the seat is free");
        await seated._player.SayAsync(P2PInstructionType.LoginAccepted);
        for (var line = 0; line < LinesBefore; line++)
        {
            await seated.SayAsync($"line {line}");
        }

        while (await seated._player.HearAsync() is { } heard && heard != Echo($"line {LinesBefore - 1}"))
        {
            // What the host says to a newcomer, and the echoes of the first lines.
        }

        return seated;
    }

    /// <summary>Finds out whether he heard nothing meanwhile, is still heard, and still sits there.</summary>
    public async Task<bool> IsUndisturbedAsync()
    {
        const string Line = "still here";
        await SayAsync(Line);

        // The host took everything else before this, so an answer to anybody else's words would come first.
        return await _player.HearAsync() == Echo(Line)
            && _host.Events.Any(happened => happened is { Kind: P2PHostEventKind.Chat, Text: Line })
            && _host.Events.All(happened => happened.Kind != P2PHostEventKind.Left);
    }

    public void Dispose() => _player.Dispose();

    private static (P2PInstructionType Type, string Body) Echo(string line) => (P2PInstructionType.PingEcho, line);

    private async Task SayAsync(string line)
    {
        await _player.SayAsync(P2PInstructionType.Chat, [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(line), 0]);
        await _player.SayAsync(P2PInstructionType.Ping, Encoding.ASCII.GetBytes(line));
    }
}
