using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.Targets;

namespace Smash64.Kaillera.AspNetCore.Tests.Targets;

public sealed class TargetGuardTests
{
    private const int Port = 27886;

    // Address, scope as a code, and whether it is one machine that a service in a LAN may ask.
    private static readonly (string Address, string Scope, bool IsOneMachine)[] NotPublic =
    [
        ("10.0.0.1", "private", true),
        ("10.255.255.255", "private", true),
        ("172.16.0.1", "private", true),
        ("172.31.255.254", "private", true),
        ("192.168.1.20", "private", true),
        ("100.64.0.1", "carrier-grade-nat", true),
        ("100.127.255.254", "carrier-grade-nat", true),
        ("127.0.0.1", "loopback", true),
        ("127.255.255.254", "loopback", true),
        ("169.254.169.254", "link-local", true),
        ("192.0.2.1", "documentation", true),
        ("198.51.100.1", "documentation", true),
        ("203.0.113.7", "documentation", true),
        ("198.18.0.1", "benchmarking", true),
        ("198.19.255.254", "benchmarking", true),
        ("224.0.0.1", "multicast", false),
        ("239.255.255.250", "multicast", false),
        ("255.255.255.255", "broadcast", false),
        ("0.0.0.0", "unspecified", false),
        ("0.1.2.3", "reserved", false),
        ("192.0.0.1", "reserved", false),
        ("192.88.99.1", "reserved", false),
        ("240.0.0.1", "reserved", false),
        ("255.255.255.254", "reserved", false),
    ];

    private static readonly string[] Public = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255", "192.0.0.9"];

    public static TheoryData<string, string> NotPublicAddresses
    {
        get
        {
            var data = new TheoryData<string, string>();
            Array.ForEach(NotPublic, address => data.Add(address.Address, address.Scope));
            return data;
        }
    }

    public static TheoryData<string, string, bool> LanAddresses
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            Array.ForEach(NotPublic, address => data.Add(address.Address, address.Scope, address.IsOneMachine));
            return data;
        }
    }

    public static TheoryData<string> PublicAddresses => [.. Public];

    [Theory]
    [MemberData(nameof(NotPublicAddresses))]
    public void Refuse_PolicyPublicAddresses_RefusesWhatIsNot(string address, string scope) =>
        ShouldBeRefused(Refuse(KailleraTargetPolicy.PublicAddresses, address), scope, address);

    [Theory]
    [MemberData(nameof(NotPublicAddresses))]
    public void Refuse_PolicySelfOnly_RefusesWhatIsNotPublicEvenToItsOwner(string address, string scope) =>
        ShouldBeRefused(Refuse(KailleraTargetPolicy.SelfOnly, address, caller: address), scope, address);

    [Theory]
    [MemberData(nameof(LanAddresses))]
    public void Refuse_PolicyAny_RefusesOnlyWhatIsNotOneMachine(string address, string scope, bool isOneMachine)
    {
        var refusal = Refuse(KailleraTargetPolicy.Any, address);

        if (isOneMachine)
        {
            refusal.Should().BeNull("a LAN may use {0} addresses", scope);
        }
        else
        {
            ShouldBeRefused(refusal, scope, address);
        }
    }

    [Theory]
    [MemberData(nameof(PublicAddresses))]
    public void Refuse_PublicAddress_IsAllowedToAllButBySelfOnly(string address)
    {
        Refuse(KailleraTargetPolicy.PublicAddresses, address).Should().BeNull();
        Refuse(KailleraTargetPolicy.Any, address).Should().BeNull();
        Refuse(KailleraTargetPolicy.SelfOnly, address, caller: address).Should().BeNull("it is his own");
        ShouldBeRefused(Refuse(KailleraTargetPolicy.SelfOnly, address, caller: "8.8.4.4"), "not-self", address);
        ShouldBeRefused(Refuse(KailleraTargetPolicy.SelfOnly, address, caller: "2001:db8::1"), "not-self", address);
        ShouldBeRefused(Refuse(KailleraTargetPolicy.SelfOnly, address, caller: null), "not-self", address);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("9.9.9.128", true)]
    [InlineData("9.9.9.255", true)]
    [InlineData("9.9.9.127", false)]
    [InlineData("8.8.8.9", false)]
    public void Refuse_DeniedAddress_IsRefusedUnderEveryPolicyEvenToItsOwner(string address, bool isDenied)
    {
        foreach (var policy in new[] { KailleraTargetPolicy.SelfOnly, KailleraTargetPolicy.PublicAddresses, KailleraTargetPolicy.Any })
        {
            var refusal = Refuse(policy, address, caller: address, configure: options => options.DeniedAddresses = ["8.8.8.8", "9.9.9.128/25"]);

            refusal?.Scope.Should().Be("denied");
            refusal?.Message.Should().Be($"{address} is not asked: its owner doesn't want that.");
            (refusal is not null).Should().Be(isDenied, "the policy is {0}", policy);
        }
    }

    [Theory]
    [InlineData(1434, true)]
    [InlineData(1900, true)]
    [InlineData(3389, true)]
    [InlineData(11211, true)]
    [InlineData(27886, false)]
    [InlineData(1435, false)]
    public void Refuse_DeniedPort_IsRefused(int port, bool isDenied)
    {
        var refusal = Refuse(KailleraTargetPolicy.Any, "8.8.8.8", port: port);

        refusal?.Scope.Should().Be("denied");
        refusal?.Message.Should().Be($"Port {port} is not asked: other services than games use it.");
        (refusal is not null).Should().Be(isDenied);
    }

    [Fact]
    public void Refuse_NoPortIsDenied_AllowsAll() =>
        Refuse(KailleraTargetPolicy.Any, "8.8.8.8", port: 1900, configure: options => options.DeniedPorts = []).Should().BeNull();

    private static void ShouldBeRefused(TargetRefusal? refusal, string scope, string address)
    {
        refusal.Should().NotBeNull("{0} is {1}", address, scope);
        refusal!.Scope.Should().Be(scope);
        refusal.Message.Should().StartWith(address + " ", "the message names it").And.EndWith(".");
    }

    private static TargetRefusal? Refuse(
        KailleraTargetPolicy policy,
        string address,
        string? caller = "8.8.4.4",
        int port = Port,
        Action<KailleraApiOptions>? configure = null
    )
    {
        var options = new KailleraApiOptions { TargetPolicy = policy };
        configure?.Invoke(options);
        return new TargetGuard(Options.Create(options)).Refuse(
            new IPEndPoint(IPAddress.Parse(address), port),
            new Caller(caller is null ? null : IPAddress.Parse(caller))
        );
    }
}
