using System.Net;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Web.Servers;

namespace Smash64.Kaillera.Web.Practice;

/// <summary>What a developer tries the pages with, all of it on this computer.</summary>
internal static class PracticeServices
{
    /// <summary>
    /// Adds them. Codes are looked up at a rendezvous of the practice's own, whose port is known here, unless another one is set.
    /// </summary>
    public static async Task AddPracticeAsync(this WebApplicationBuilder builder)
    {
        var rendezvous = await RendezvousServer.StartAsync(new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 });
        builder.Configuration["Kaillera:Rendezvous:Server"] ??= rendezvous.EndPoint.ToString();
        builder.Services.AddSingleton(_ => rendezvous); // made by the container, so that it also disposes of it
        builder.Services.AddSingleton<PracticeHost>();
        builder.Services.AddSingleton<PracticeServers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PracticeServers>());
    }
}
