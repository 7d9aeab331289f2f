namespace Smash64.Kaillera.Console.Tests.Input;

/// <summary>Settings of visits to servers.</summary>
internal static class Visits
{
    /// <summary>Checks that the server probe would not refuse the settings: it looks at them before it sees that it is cancelled.</summary>
    public static async Task ShouldBeTakenAsync(KailleraQueryOptions options)
    {
        await using var probe = new KailleraServerProbe();
        var visiting = () => probe.QueryAsync(new IPEndPoint(IPAddress.Loopback, 1), options, new CancellationToken(canceled: true));

        await visiting.Should().ThrowAsync<OperationCanceledException>("what is taken here must not be refused later");
    }
}
