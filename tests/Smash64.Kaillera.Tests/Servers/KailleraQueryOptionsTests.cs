namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraQueryOptionsTests
{
    public static TheoryData<Action<KailleraQueryOptions>, string> Broken =>
        new()
        {
            { options => options.UserName = "", "UserName must be 1 to 31 bytes without control characters; it is \"\"." },
            { options => options.UserName = new string('n', 32), "UserName must be 1 to 31 bytes*nnnn*" },
            { options => options.UserName = "a\u0001b", "UserName must be*without control characters*" },
            { options => options.UserName = "a|b", "UserName must not hold | and not be Server*\"a|b\"*" },
            { options => options.UserName = "sErVeR", "UserName must not hold | and not be Server*" },
            { options => options.EmulatorName = "", "EmulatorName must be 1 to 127 bytes*" },
            { options => options.EmulatorName = new string('e', 128), "EmulatorName must be 1 to 127 bytes*" },
            { options => options.QuitMessage = "", "QuitMessage must be 1 to 127 bytes*" },
            { options => options.Connection = KailleraConnection.Unknown, "Connection must be Lan*Unknown*" },
            { options => options.Connection = (KailleraConnection)7, "Connection must be Lan*7*" },
            { options => options.Timeout = TimeSpan.Zero, "Timeout must be more than zero and at most one minute; it is 00:00:00." },
            { options => options.Timeout = TimeSpan.FromSeconds(61), "Timeout must be more than zero and at most one minute; it is 00:01:01." },
            { options => options.Encoding = null!, "Encoding must not be null." },
            { options => options.Encoding = Encoding.Unicode, "Encoding must write ASCII as single bytes*utf-16*" },
        };

    [Fact]
    public void Checked_Defaults_AreValid() => FluentActions.Invoking(() => new KailleraQueryOptions().Checked()).Should().NotThrow();

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task QueryAsync_BrokenOption_NamesValueAndRule(Action<KailleraQueryOptions> spoil, string message)
    {
        var options = new KailleraQueryOptions();
        spoil(options);
        await using var probe = new KailleraServerProbe();

        await FluentActions
            .Awaiting(() => probe.QueryAsync(new(System.Net.IPAddress.Loopback, 27888), options))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage(message + "*");
    }

    [Fact]
    public void Checked_NamesAsLongAsServersTake_AreValid()
    {
        var options = new KailleraQueryOptions
        {
            UserName = new string('é', 31), // one byte each in Windows-1252
            EmulatorName = new string('e', 127),
            QuitMessage = new string('q', 127),
        };

        FluentActions.Invoking(() => options.Checked()).Should().NotThrow();
    }

    [Fact]
    public void Checked_NameTooLongInTheServersCodePage_IsRefused()
    {
        var options = new KailleraQueryOptions { UserName = new string('é', 31), Encoding = Encoding.UTF8 };

        FluentActions.Invoking(() => options.Checked()).Should().Throw<ArgumentException>().WithMessage("UserName must be 1 to 31 bytes*");
    }

    [Fact]
    public void Checked_OptionsChangedLater_KeepsItsCopy()
    {
        var options = new KailleraQueryOptions { UserName = "Visitor" };
        var copy = options.Checked();

        options.UserName = "Other";

        copy.UserName.Should().Be("Visitor");
    }
}
