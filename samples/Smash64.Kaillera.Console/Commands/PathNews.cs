using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>Opens the way to a practice host by a connect code or like Autopunch, and tells what becomes of it.</summary>
internal static class PathNews
{
    /// <summary>Tells what becomes of a code, until the session ends.</summary>
    public static async Task TellAsync(ConnectCodeSession session, Terminal terminal, CancellationToken end)
    {
        await foreach (var happened in session.ReadEventsAsync(end))
        {
            Write(
                terminal,
                new HostPath
                {
                    Event = happened.Kind switch
                    {
                        ConnectCodeEventKind.Opened => "code",
                        ConnectCodeEventKind.Lost => "codeLost",
                        ConnectCodeEventKind.Closed => "codeClosed",
                        ConnectCodeEventKind.Refused => "codeRefused",
                        _ => "peerComing",
                    },
                    Path = Words.ToWord(P2PPathKind.Code),
                    Code = happened.Code?.ToString(),
                    Peer = happened.Kind == ConnectCodeEventKind.PeerComing ? happened.EndPoint?.ToString() : null,
                    Refusal = happened.Refusal,
                }
            );
        }
    }

    /// <summary>Tells what becomes of the relay and of opponents that come through it, until the session ends.</summary>
    public static async Task TellAsync(AutopunchSession session, Terminal terminal, CancellationToken end)
    {
        await foreach (var happened in session.ReadEventsAsync(end))
        {
            Write(
                terminal,
                new HostPath
                {
                    Event = Words.ToWord(happened.Kind),
                    Path = Words.ToWord(P2PPathKind.Autopunch),
                    Peer = happened.EndPoint?.ToString(),
                }
            );
        }
    }

    private static void Write(Terminal terminal, HostPath line) => terminal.Write(line, static json => json.HostPath, HostPathDisplay.Show);
}
