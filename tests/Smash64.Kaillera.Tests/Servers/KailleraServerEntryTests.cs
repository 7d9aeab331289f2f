using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers;

public sealed class KailleraServerEntryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Constructors_BadPort_NameIt(int port)
    {
        FluentActions.Invoking(() => new KailleraServerEntry("a.example", port))
            .Should()
            .Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(port));
        FluentActions.Invoking(() => new KailleraWaitingGame("g", "a.example", port))
            .Should()
            .Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(port));
    }

    [Fact]
    public void Constructors_MissingText_NameIt()
    {
        FluentActions.Invoking(() => new KailleraServerEntry(null!, 1)).Should().Throw<ArgumentNullException>().WithParameterName("host");
        FluentActions.Invoking(() => new KailleraWaitingGame("g", null!, 1))
            .Should()
            .Throw<ArgumentNullException>().WithParameterName("host");
        FluentActions.Invoking(() => new KailleraWaitingGame(null!, "h", 1))
            .Should()
            .Throw<ArgumentNullException>().WithParameterName("game");
    }

    [Fact]
    public void KailleraListException_StandardConstructors_KnowNoFailures()
    {
        var cause = new InvalidOperationException();

        new KailleraListException().Failures.Should().BeEmpty();
        new KailleraListException("a").Message.Should().Be("a");
        new KailleraListException("a", cause).InnerException.Should().BeSameAs(cause);
    }
}
