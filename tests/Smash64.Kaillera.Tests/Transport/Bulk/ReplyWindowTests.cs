using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

public sealed class ReplyWindowTests
{
    [Fact]
    public void HasRoom_AsManyQuestionsAsTheBufferHolds_IsFalseUntilOneIsAnswered()
    {
        var window = new ReplyWindow(2);
        window.Ask(TimeSpan.Zero);
        var second = window.Ask(TimeSpan.Zero);
        window.HasRoom.Should().BeFalse();

        window.Forget(second);

        window.HasRoom.Should().BeTrue();
    }

    [Fact]
    public void Advance_ASilentHostLongerThanAnswersTake_CountsItNoMore()
    {
        var window = new ReplyWindow(1);
        for (var i = 0; i < 50; i++)
        {
            window.Learn(TimeSpan.FromMilliseconds(10));
        }

        var silent = window.Ask(TimeSpan.FromMilliseconds(100));
        window.Advance(TimeSpan.FromMilliseconds(105));
        window.HasRoom.Should().BeFalse("its answer can be under way");
        window.Advance(TimeSpan.FromMilliseconds(120));
        window.HasRoom.Should().BeTrue();

        window.Forget(silent);
        window.Ask(TimeSpan.FromMilliseconds(120));
        window.HasRoom.Should().BeFalse("who is no longer counted is not counted off either");
    }

    [Fact]
    public void Advance_NothingWasEverAnswered_IsPatient()
    {
        var window = new ReplyWindow(1);
        window.Ask(TimeSpan.Zero);

        window.Advance(TimeSpan.FromMilliseconds(250));
        window.HasRoom.Should().BeFalse();
        window.Advance(TimeSpan.FromMilliseconds(300));
        window.HasRoom.Should().BeTrue();
    }
}
