using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>The web sample as it is in production, in memory.</summary>
internal sealed class SampleFactory : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder
            .UseEnvironment(Environments.Production)
            .UseSetting("Kaillera:History:File", "") // in memory: the tests run beside each other
            .ConfigureLogging(logging => logging.ClearProviders());
}
