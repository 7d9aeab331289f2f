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

    [Theory]
    [InlineData(new[] { 10.0 }, 30, "the first round trip stands for the mean, and half of it for the deviation")]
    [InlineData(new[] { 10.0, 18.0 }, 34, "an eighth and a quarter of what differs is learned, as TCP does")]
    [InlineData(new[] { 18.0, 10.0 }, 52, "less differs the other way round")]
    [InlineData(new[] { 0.1 }, 5, "so long at least")]
    [InlineData(new[] { 1_000.0 }, 254, "so long at most")]
    [InlineData(new double[0], 254, "nobody knows better yet")]
    public void Patience_RoundTripsLearned_IsTheMeanAndFourDeviations(double[] milliseconds, double patience, string because)
    {
        var window = new ReplyWindow(1);
        foreach (var time in milliseconds)
        {
            window.Learn(TimeSpan.FromMilliseconds(time));
        }

        window.Patience.Should().Be(TimeSpan.FromMilliseconds(patience), because);
    }

    [Fact]
    public void Advance_OneOfTwoInTheSameMillisecondWasAnswered_GivesUpTheOtherAlone()
    {
        var window = new ReplyWindow(2);
        var answered = window.Ask(TimeSpan.FromMilliseconds(7));
        window.Ask(TimeSpan.FromMilliseconds(7));
        window.Forget(answered);

        window.Advance(TimeSpan.FromSeconds(1));
        window.Ask(TimeSpan.FromSeconds(1));
        window.HasRoom.Should().BeTrue();
        window.Ask(TimeSpan.FromSeconds(1));

        window.HasRoom.Should().BeFalse("two are outstanding, and no less");
    }

    [Fact]
    public void Advance_ALongQuietTime_ForgetsNothingThatIsAskedAfterwards()
    {
        var window = new ReplyWindow(1);
        window.Advance(TimeSpan.FromHours(1));
        var mark = window.Ask(TimeSpan.FromHours(1));

        window.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(200));
        window.HasRoom.Should().BeFalse();
        window.Forget(mark);

        window.HasRoom.Should().BeTrue();
    }
}
