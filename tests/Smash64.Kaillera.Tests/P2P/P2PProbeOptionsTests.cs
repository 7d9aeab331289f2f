namespace Smash64.Kaillera.Tests.P2P;

public sealed class P2PProbeOptionsTests
{
    public static TheoryData<P2PProbeOptions, string> Broken =>
        new()
        {
            { new P2PProbeOptions { Timeout = TimeSpan.Zero }, "Timeout must be more than zero and at most one minute; it is 00:00:00.*" },
            { new P2PProbeOptions { Timeout = TimeSpan.FromMinutes(2) }, "Timeout*00:02:00*" },
            { new P2PProbeOptions { Mode = (P2PProbeMode)9 }, "Mode must be Quiet, Identify or Knock; it is 9*" },
            { new P2PProbeOptions { UserName = " " }, "UserName must not be empty*" },
            { new P2PProbeOptions { ClientName = "a\nb" }, "ClientName must not hold control characters; it is \"a\uFFFDb\"*" },
            { new P2PProbeOptions { MaxConcurrency = 0 }, "MaxConcurrency must be 1 to 65536; it is 0*" },
            { new P2PProbeOptions { MaxDatagramsPerSecond = -1 }, "MaxDatagramsPerSecond must be 0*it is -1*" },
            { new P2PProbeOptions { MaxBytes = 511 }, "MaxBytes must be 0 (no limit) or at least 512; it is 511*" },
            { new P2PProbeOptions { MaxBytes = -1 }, "MaxBytes must be 0 (no limit) or at least 512; it is -1*" },
            { new P2PProbeOptions { Mode = P2PProbeMode.Knock, MaxBytes = 35 }, "MaxBytes must be 0 (no limit) or at least 36; it is 35*" },
            { new P2PProbeOptions { Encoding = null! }, "Encoding must not be null*" },
            { new P2PProbeOptions { Encoding = System.Text.Encoding.Unicode }, "Encoding must write ASCII as single bytes*utf-16 does not*" },
            { new P2PProbeOptions { Encoding = null!, MaxConcurrency = 0 }, "Encoding must not be null*MaxConcurrency must be 1 to 65536*" },
            { new P2PProbeOptions { Greeting = null! }, "Greeting must not be null*" },
            { new P2PProbeOptions { Greeting = ["hello"] }, "Greeting needs the mode Identify*" },
            { new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["a\u001bb"] }, "Greeting must not hold*control characters*" },
            {
                new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [.. Enumerable.Repeat("x", 8)] },
                "Greeting must have at most 7 lines; it has 8*"
            },
            {
                new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [new string('x', 250)] },
                "Greeting lines must be at most 249 bytes; one has 250*"
            },
            {
                new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = [.. Enumerable.Repeat(new string('x', 200), 5)] },
                "Greeting must be at most 900 bytes in all; it has 1000*"
            },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Constructor_BrokenSetting_NamesValueAndRule(P2PProbeOptions options, string message)
    {
        FluentActions.Invoking(() => new P2PProbe(options)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Constructor_OptionsChangedLater_KeepsItsCopy()
    {
        string[] lines = ["hello"];
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = lines };
        var copy = options.Checked();

        options.UserName = "other";
        lines[0] = "changed";

        copy.UserName.Should().Be("P2P check");
        copy.Greeting.Should().Equal("hello");
    }
}
