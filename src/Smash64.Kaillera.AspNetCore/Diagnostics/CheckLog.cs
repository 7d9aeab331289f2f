using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Diagnostics;

/// <summary>What the service writes to the log: event ids 3000 to 3099. Nothing that a caller or a host wrote gets in.</summary>
internal sealed partial class CheckLog(ILogger<CheckLog> logger, AddressShower shower)
{
    public void Ended(IPEndPoint target, Caller caller, P2PProbeResult result)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            Ended(shower.Show(target), shower.Show(caller.Address), result.Status, result.Elapsed, result.BytesSent);
        }
    }

    public void Stopped(IPEndPoint target, Caller caller) => Stopped(shower.Show(target), shower.Show(caller.Address));

    public void NoRoute(IPEndPoint target, SocketError error) => NoRoute(shower.Show(target), error);

    public void Failed(IPEndPoint target, Exception exception) => Failed(exception, shower.Show(target));

    public void NoRelay(Exception exception) => NoRelayFound(exception);

    public void Refused(string code, Caller caller)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            Refused(code, shower.Show(caller.Address));
        }
    }

    public void ServerChecked(IPEndPoint target, Caller caller, bool isUp)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            ServerChecked(shower.Show(target), shower.Show(caller.Address), isUp);
        }
    }

    [LoggerMessage(3000, LogLevel.Information, "{Target} checked for {Caller}: {Status} after {Elapsed}, {BytesSent} bytes sent")]
    private partial void Ended(string target, string caller, P2PProbeStatus status, TimeSpan elapsed, int bytesSent);

    [LoggerMessage(3001, LogLevel.Information, "Check of {Target} for {Caller} was stopped; the host is left")]
    private partial void Stopped(string target, string caller);

    [LoggerMessage(3002, LogLevel.Warning, "{Target} can't be asked from this machine: {Error}")]
    private partial void NoRoute(string target, SocketError error);

    [LoggerMessage(3003, LogLevel.Error, "Check of {Target} failed")]
    private partial void Failed(Exception exception, string target);

    [LoggerMessage(3004, LogLevel.Information, "Request of {Caller} refused: {Code}")]
    private partial void Refused(string code, string caller);

    [LoggerMessage(3005, LogLevel.Information, "Server {Target} checked for {Caller}: up {IsUp}")]
    private partial void ServerChecked(string target, string caller, bool isUp);

    [LoggerMessage(3006, LogLevel.Warning, "Autopunch's relay can't be asked")]
    private partial void NoRelayFound(Exception exception);
}
