namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>One service for all tests of a class.</summary>
public sealed class RunningService : IAsyncLifetime
{
    internal ContractService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await ContractService.StartAsync();

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
