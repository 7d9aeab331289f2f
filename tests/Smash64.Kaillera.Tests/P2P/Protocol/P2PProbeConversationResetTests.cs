using System.Collections;
using System.Reflection;
using Smash64.Kaillera.Tests.Simulation;

namespace Smash64.Kaillera.Tests.P2P.Protocol;

/// <summary>Bulk calls use conversations again and again: one must not know anything of the one before.</summary>
public sealed class P2PProbeConversationResetTests
{
    [Theory]
    [InlineData(nameof(Target.IdleHost), P2PHostGeneration.First, P2PProbeMode.Identify)]
    [InlineData(nameof(Target.IdleHost), P2PHostGeneration.Second, P2PProbeMode.Knock)]
    [InlineData(nameof(Target.IdleHost), P2PHostGeneration.Third, P2PProbeMode.Identify)]
    [InlineData(nameof(Target.HostWithPeer), P2PHostGeneration.Second, P2PProbeMode.Identify)]
    [InlineData(nameof(Target.HostWithPeer), P2PHostGeneration.Third, P2PProbeMode.Identify)]
    [InlineData(nameof(Target.ClosedPort), P2PHostGeneration.Second, P2PProbeMode.Quiet)]
    [InlineData(nameof(Target.KailleraServer), P2PHostGeneration.Second, P2PProbeMode.Quiet)]
    public void Reset_AfterAnyConversation_IsAsNew(string target, P2PHostGeneration generation, P2PProbeMode mode)
    {
        var scenario = new Scenario(5, Enum.Parse<Target>(target), generation, mode, Loss: 0.2, Greets: mode == P2PProbeMode.Identify);
        var used = scenario.Run().Probe.Conversation;

        ((IPooledConversation)used).Reset();

        var fresh = new P2PProbeConversation(new P2PProbeOptions { Mode = mode });
        foreach (var field in FieldsOf(used).Where(field => field.Name is not "_options" and not "_encoding"))
        {
            Describe(field.GetValue(used)).Should().Be(Describe(field.GetValue(fresh)), field.Name);
        }
    }

    private static FieldInfo[] FieldsOf(object value) => value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    // Lists are as good as new when they are empty, and arrays when nothing is in them: both are kept for the next use.
    private static string Describe(object? value) =>
        value switch
        {
            null => "nothing",
            Array array when array.Cast<object>().All(item => Equals(item, Activator.CreateInstance(item.GetType()))) => "nothing",
            IList { Count: 0 } => "nothing",
            P2PSentInstructions or P2PRoundTrips => string.Join(", ", FieldsOf(value).Select(field => $"{field.Name}: {Describe(field.GetValue(value))}")),
            _ => value.ToString()!,
        };
}
