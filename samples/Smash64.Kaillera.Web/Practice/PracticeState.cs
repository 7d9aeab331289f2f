using System.Net;

namespace Smash64.Kaillera.Web.Practice;

internal sealed record PracticeState(bool IsRunning, string? Address, int? Port)
{
    public static PracticeState Of(IPEndPoint? endPoint) => new(endPoint is not null, endPoint?.Address.ToString(), endPoint?.Port);
}
