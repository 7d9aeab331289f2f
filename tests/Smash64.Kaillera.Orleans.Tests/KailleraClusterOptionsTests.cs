using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Smash64.Kaillera.Orleans.Tests;

public sealed class KailleraClusterOptionsTests
{
    [Theory]
    [InlineData("Mode", "Zookeeper", "Kaillera:Cluster:Mode")]
    [InlineData("Mode", "7", "Kaillera:Cluster:Mode must be None, Redis or AdoNet; it is 7.")]
    [InlineData("Redis", null, "Kaillera:Cluster:Redis must be a host and a port such as 10.0.0.2:6379; it is \"\".")]
    [InlineData("Redis", "10.0.0.2:6379,nonsense=1", "Kaillera:Cluster:Redis must be a host and a port such as 10.0.0.2:6379")]
    [InlineData("Mode", "AdoNet", "Kaillera:Cluster:ConnectionString must be a connection string for PostgreSQL; there is none.")]
    [InlineData("Id", "two words", "Kaillera:Cluster:Id must be a name of 1 to 100 characters without white space; it is \"two words\".")]
    [InlineData("SiloPort", "0", "Kaillera:Cluster:SiloPort must be 1 to 65535; it is 0.")]
    [InlineData("SiloPort", "many", "Kaillera:Cluster:SiloPort")]
    [InlineData("GatewayPort", "-1", "Kaillera:Cluster:GatewayPort must be 0 (none) to 65535, and not SiloPort; it is -1.")]
    [InlineData("GatewayPort", "11111", "Kaillera:Cluster:GatewayPort must be 0 (none) to 65535, and not SiloPort; it is 11111.")]
    [InlineData(
        "AdvertisedAddress",
        "replica-1",
        "Kaillera:Cluster:AdvertisedAddress must be the IP address of this replica; it is \"replica-1\"."
    )]
    [InlineData(
        "AdvertisedAddress",
        "0.0.0.0",
        "Kaillera:Cluster:AdvertisedAddress must be the IP address of this replica; it is \"0.0.0.0\"."
    )]
    public void AddKailleraCluster_BrokenSetting_StopsTheStartAndNamesIt(string key, string? value, string message)
    {
        var builder = Build(("Mode", "Redis"), ("Redis", "127.0.0.1:6379"), (key, value));

        builder.Invoking(application => application.AddKailleraCluster()).Should().Throw<Exception>().WithMessage($"*{message}*");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("none")]
    public void AddKailleraCluster_NothingConfigured_AddsNothing(string? mode)
    {
        var builder = Build(("Mode", mode), ("Redis", "127.0.0.1:6379"));
        var before = builder.Services.Count;

        builder.AddKailleraCluster().Should().BeSameAs(builder);
        builder.AddKailleraCluster(static _ => throw new InvalidOperationException("there is no silo to configure"));

        builder.Services.Should().HaveCount(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AddKailleraCluster_BeforeOrBehindTheService_FillsItsPlaces(bool isBefore)
    {
        var builder = Build(("Mode", "Redis"), ("Redis", "127.0.0.1:6379"));
        _ = isBefore ? builder.AddKailleraCluster() : null;
        builder.Services.AddKailleraApi();
        _ = isBefore ? null : builder.AddKailleraCluster();

        foreach (var place in new[] { typeof(ICheckDesk), typeof(IServerDesk), typeof(IClientLimits), typeof(ICheckStore) })
        {
            builder
                .Services.Where(service => service.ServiceType == place)
                .Should()
                .ContainSingle()
                .Which.ImplementationType!.Name.Should()
                .StartWith("Cluster");
        }
    }

    [Fact]
    public void AddKailleraCluster_EverySetting_IsRead()
    {
        var options = new KailleraClusterOptions();
        Section(
                ("Mode", "AdoNet"),
                ("Redis", "127.0.0.1:6379"),
                ("ConnectionString", "Host=127.0.0.1"),
                ("Id", "mine"),
                ("SiloPort", "11112"),
                ("GatewayPort", "30000"),
                ("AdvertisedAddress", "127.0.0.1")
            )
            .Bind(options);

        options.FindErrors().Should().BeEmpty();
        typeof(KailleraClusterOptions)
            .GetProperties()
            .Where(property => Equals(property.GetValue(options), property.GetValue(new KailleraClusterOptions())))
            .Should()
            .BeEmpty();
    }

    private static WebApplicationBuilder Build(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (key, value) in settings)
        {
            builder.Configuration[$"Kaillera:Cluster:{key}"] = value;
        }

        return builder;
    }

    private static IConfigurationRoot Section(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build();
}
