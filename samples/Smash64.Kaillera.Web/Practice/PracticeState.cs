namespace Smash64.Kaillera.Web.Practice;

internal sealed record PracticeState(bool IsRunning, string? Address, int? Port, string? Code)
{
    public static PracticeState Of(PracticeHost host) =>
        new(host.EndPoint is not null, host.EndPoint?.Address.ToString(), host.EndPoint?.Port, host.Code?.ToString());
}
