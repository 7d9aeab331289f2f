using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task AddKailleraApi_CalledTwice_IsOneServiceWithBothSettings()
    {
        await using var host = await PracticeHosts.StartAsync();
        await using var service = await CheckerService.StartAsync(build: build =>
            build.Services.AddKailleraApi(options => options.Vantage.Name = "first").AddKailleraApi(options => options.Vantage.Place = "second")
        );

        var check = await service.Client.CheckAsync("self", host.EndPoint.Port);
        var ready = await service.Client.GetAnswerAsync("/kaillera/health/ready");

        check.Json.GetProperty("vantage").GetRawText().Should().Be("""{"name":"first","place":"second"}""");
        ready.Status.Should().Be(200);
        service.Services.GetServices<IHostedService>().OfType<CheckDesk>().Should().ContainSingle().Which.Should().BeSameAs(service.Services.GetService<CheckDesk>());
        service.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Should().ContainSingle();
        service.Services.GetServices<IStartupFilter>().Select(filter => filter.GetType()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void AddKailleraApi_ProbeOfTheApplicationsOwn_Stays()
    {
        var probe = new ScriptedProbe();
        using var services = new ServiceCollection().AddSingleton<IP2PProbe>(probe).AddKailleraApi().BuildServiceProvider();

        services.GetRequiredService<IP2PProbe>().Should().BeSameAs(probe);
    }

    [Theory]
    [InlineData(KailleraAddressLogging.Truncated, true)]
    [InlineData(KailleraAddressLogging.Hashed, true)]
    [InlineData(KailleraAddressLogging.Full, false)]
    public void AddKailleraApi_AddressLogging_HoldsForTheServerProbeToo(KailleraAddressLogging logging, bool isHidden)
    {
        using var services = new ServiceCollection().AddKailleraApi(options => options.AddressLogging = logging).BuildServiceProvider();

        services.GetRequiredService<IOptions<KailleraServerProbeOptions>>().Value.HideAddresses.Should().Be(isHidden);
    }

    [Fact]
    public void AddKailleraApi_Null_IsAMistake()
    {
        var services = new ServiceCollection();

        services.Invoking(collection => collection.AddKailleraApi((IConfiguration)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => KailleraApiServiceCollectionExtensions.AddKailleraApi(null!)).Should().Throw<ArgumentNullException>();
    }
}
