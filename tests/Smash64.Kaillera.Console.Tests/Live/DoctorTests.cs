namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary><c>doctor</c> and <c>host --open</c>, as far as they ask no router: what they find is tested in a laboratory.</summary>
public sealed class DoctorTests
{
    [Theory]
    [InlineData("1025 to 65534", "doctor", "--port", "80")]
    [InlineData("--mode must be", "doctor", "--mode", "loud")]
    [InlineData("--via must be the web address", "doctor", "--via", "ftp://example.org")]
    [InlineData("leave it or --offline out", "doctor", "--offline", "--via", "https://checker.example")]
    [InlineData("--open leads the router to this computer", "host", "--open", "--address", "127.0.0.1", "--port", "0")]
    public async Task BadInput_IsRefusedBeforeAnybodyIsAsked(string message, params string[] args)
    {
        var run = await KailleraProgram.RunAsync(args);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(message);
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Doctor_ShareAsJson_IsRefused()
    {
        var run = await KailleraProgram.RunAsync("doctor", "--share", "--json");

        run.ExitCode.Should().Be(2);
        run.Json.GetProperty("error").GetProperty("message").GetString().Should().Contain("leave --json out");
    }

    [Fact]
    public async Task Check_HostOfThisComputerDoesNotAnswer_PointsToTheDoctor()
    {
        var run = await KailleraProgram.RunAsync("check", $"127.0.0.1:{UdpPort.FindClosed().Port}");

        run.Output.Should().Contain("To find out why: kaillera doctor --port");
    }
}
