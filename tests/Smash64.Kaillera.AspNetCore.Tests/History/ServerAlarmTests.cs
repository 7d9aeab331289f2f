using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>When a server is told of. A round a minute: <c>+</c> it answered, <c>-</c> it did not, a space: nobody asked.</summary>
public sealed class ServerAlarmTests
{
    [Theory]
    [InlineData("+++++", "", "nothing happens")]
    [InlineData("+--+-+--+", "", "it was never silent three times in a row")]
    [InlineData("++---", "4:Down@2", "silent three times")]
    [InlineData("++--- ---", "4:Down@2", "told once")]
    [InlineData("-----", "", "it never was up")]
    [InlineData("---+", "3:Up@3", "it comes for the first time")]
    [InlineData("++--------------+", "4:Down@2 16:Up@16", "more than ten minutes later")]
    [InlineData("++---+++++++++++", "4:Down@2 14:Up@5", "back within the pause of ten minutes, told at its end")]
    [InlineData("++---+---++++++", "4:Down@2 14:Unsteady@9(3)", "back and forth within the pause")]
    [InlineData("++---+--------------", "4:Down@2 14:Unsteady@6(2)", "back and gone again within the pause")]
    [InlineData("++---+---+---+---+---+---+---+", "4:Down@2 14:Unsteady@13(5) 24:Unsteady@22(5)", "it never ends")]
    public void Take_Rounds_TellsNoMoreThanIsWorthIt(string rounds, string told, string because)
    {
        var alarm = new ServerAlarm(downAfter: 3, pauseMinutes: 10);
        List<string> found = [];
        for (var minute = 0; minute < rounds.Length; minute++)
        {
            if (
                rounds[minute] != ' '
                && alarm.Take(new MinuteAnswer(minute, 3, (byte)(rounds[minute] == '+' ? 3 : 0), 0, 0, 0)) is { } happened
            )
            {
                found.Add($"{minute}:{happened.Kind}@{happened.SinceMinute}{(happened.Changes > 1 ? $"({happened.Changes})" : "")}");
            }
        }

        string.Join(' ', found).Should().Be(told, because);
    }

    [Fact]
    public void Take_NoPause_TellsEachChange()
    {
        var alarm = new ServerAlarm(downAfter: 1, pauseMinutes: 0);

        Enumerable
            .Range(0, 6)
            .Count(minute => alarm.Take(new MinuteAnswer(minute, 3, (byte)(minute % 2), 0, 0, 0)) is not null)
            .Should()
            .Be(5);
    }
}
