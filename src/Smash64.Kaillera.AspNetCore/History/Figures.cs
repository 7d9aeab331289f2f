using System.Runtime.InteropServices;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What several rounds found of one server, in figures. Times are tenths of milliseconds, and 0 where nothing answered.</summary>
/// <param name="Asked">How many rounds there were; 0 in a gap.</param>
/// <param name="Answered">In how many of them the server answered.</param>
/// <param name="Sent">How many pings were sent.</param>
/// <param name="Received">How many of them were answered.</param>
/// <param name="Least">The shortest time of a ping.</param>
/// <param name="Middle">The median of the rounds' mean times.</param>
/// <param name="Most">The longest time of a ping.</param>
internal readonly record struct Figures(int Asked, int Answered, int Sent, int Received, int Least, int Middle, int Most)
{
    public static Figures Of(IEnumerable<MinuteAnswer> minutes) =>
        Of(
            minutes.Select(static minute => new Figures(
                1,
                minute.IsUp ? 1 : 0,
                minute.Sent,
                minute.Received,
                minute.Least,
                minute.Mean,
                minute.Most
            ))
        );

    /// <summary>Sums up figures of parts of a time. The median becomes that of the parts' medians.</summary>
    public static Figures Of(IEnumerable<Figures> parts)
    {
        var sum = default(Figures);
        List<int> middles = [];
        foreach (var part in parts)
        {
            sum = new Figures(
                sum.Asked + part.Asked,
                sum.Answered + part.Answered,
                sum.Sent + part.Sent,
                sum.Received + part.Received,
                Shorter(sum, part),
                0,
                Math.Max(sum.Most, part.Most)
            );
            if (part.Answered > 0)
            {
                middles.Add(part.Middle);
            }
        }

        return sum with
        {
            Middle = Median(middles),
        };
    }

    private static int Shorter(Figures sum, Figures part) =>
        part.Answered == 0 ? sum.Least
        : sum.Answered == 0 ? part.Least
        : Math.Min(sum.Least, part.Least);

    private static int Median(List<int> values)
    {
        if (values.Count == 0)
        {
            return 0;
        }

        CollectionsMarshal.AsSpan(values).Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
