namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>The menu that a double-click opens, with what a player types.</summary>
public sealed class MenuTests
{
    [Fact]
    public async Task Menu_QuitTyped_EndsWithZero()
    {
        using var program = KailleraProgram.Start("menu");
        await program.WriteLineAsync("Q");

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        Menus(run).Should().Be(1);
        run.Output.Should().ContainAll("Check me", "Why not?", "Practise", "Quit.");
    }

    [Fact]
    public async Task Menu_InputEnded_EndsWithZero()
    {
        using var program = KailleraProgram.Start("menu");
        program.EndInput();

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        Menus(run).Should().Be(1);
    }

    [Fact]
    public async Task Menu_AddressAskedFor_ChecksItAndAsksAgain()
    {
        await using var host = await P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Ness",
            }
        );
        using var program = KailleraProgram.Start("menu");
        await program.WriteAsync($"3\n{host.EndPoint}\nq\n");

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        Menus(run).Should().Be(2);
        run.Output.Should().Contain("Yes: ").And.Contain("Ness");
    }

    [Theory]
    [InlineData("9")]
    [InlineData("check")]
    [InlineData("")]
    [InlineData("[red]1[/]")]
    public async Task Menu_NotInTheList_SaysSoAndAsksAgain(string typed)
    {
        using var program = KailleraProgram.Start("menu");
        await program.WriteAsync($"{typed}\nq\n");

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        Menus(run).Should().Be(2);
        run.Output.Should().Contain($"There is no \"{typed}\" in the list.");
    }

    [Fact]
    public async Task Menu_OptionTypedAsAnAddress_IsReadAsAnAddress()
    {
        using var program = KailleraProgram.Start("menu");
        await program.WriteAsync("3\n--help\nq\n");

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().NotContain("Usage:");
        run.Error.Should().StartWith("Error: ");
        Menus(run).Should().Be(2);
    }

    [Fact]
    public async Task Menu_NothingTypedForTheAddress_AsksNobody()
    {
        using var program = KailleraProgram.Start("menu");
        await program.WriteAsync("4\n\nq\n");

        var run = await program.EndAsync();

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        Menus(run).Should().Be(2);
    }

    [SkippableFact]
    public async Task Menu_CtrlCDuringACheck_EndsTheCheckAlone()
    {
        Skip.IfNot(Signals.AreTaken("INT"), Signals.NotTaken);
        using var silent = UdpPort.Bind();
        using var program = KailleraProgram.Start("menu");
        await program.WriteLineAsync("3");
        await program.WriteLineAsync($"127.0.0.1:{silent.GetPort()}");
        await silent.ReceiveAsync(new byte[64]);

        await program.SignalAsync("INT");
        await program.WriteLineAsync("q");

        var run = await program.EndAsync();
        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain("Stopped before the end.");
        Menus(run).Should().Be(2);
    }

    [Fact]
    public async Task Menu_Json_IsBadInput()
    {
        var run = await KailleraProgram.RunAsync("menu", "--json");

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be("badInput");
    }

    private static int Menus(ProgramRun run) => run.Output.Split("What shall I do?").Length - 1;
}
