using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Makes a connection come from an address that this machine does not have: the one in a header of the tests' own.</summary>
internal sealed class PretendedRemote : IStartupFilter
{
    public const string Header = "Test-Remote";

    /// <summary>Puts it before everything else, as if it were the network.</summary>
    public static void Add(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new PretendedRemote()));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                static (context, rest) =>
                {
                    if (context.Request.Headers[Header].ToString() is { Length: > 0 } address)
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                    }

                    return rest(context);
                }
            );
            next(app);
        };
}
