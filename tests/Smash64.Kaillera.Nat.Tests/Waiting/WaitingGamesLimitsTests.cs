using Smash64.Kaillera.Nat.Waiting;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>What nobody can do to the list, and with it to others.</summary>
public sealed class WaitingGamesLimitsTests : WaitingConversation
{
    private static readonly byte[][] Words =
    [
        "\0ENLIST "u8.ToArray(),
        "\0ENLISP "u8.ToArray(),
        "\0UNENLIST"u8.ToArray(),
        "\0WHATISMYIP"u8.ToArray(),
        "\0xxxxxxxxxx"u8.ToArray(),
    ];

    [Fact]
    public void Answers_ToAnything_AreAtMostThreeTimesTheQuestionWithItsHeaders()
    {
        var far = IPEndPoint.Parse("100.255.255.255:65535");
        foreach (var question in (string[])["WHATISMYIP", "ENLIST G||", "ENLISP G|||1", "UNENLIST", "xxxxxxxxxx"])
        {
            var datagram = Encoding.ASCII.GetBytes(question);
            Receive(far, datagram);
            var sent = 0;
            while (Read() is { } answer)
            {
                sent += answer.Text.Length + 28;
            }

            sent.Should().BeLessThanOrEqualTo(3 * (datagram.Length + 28));
        }
    }

    [Fact]
    public void Questions_TooManyOfOneAddress_AreNotHeardButThoseOfHostsInTheListAre()
    {
        Options.MaxQuestionsPerAddressPerSecond = 2;
        Send(Host, "ENLIST G|E|U");
        Send(new IPEndPoint(Host.Address, 9), "WHATISMYIP");
        ReadAll();

        Send(new IPEndPoint(Host.Address, 9), "WHATISMYIP");
        Send(new IPEndPoint(Host.Address, 9), "ENLIST G|E|U");
        Send(Host, "WHATISMYIP");
        Read().Should().BeNull();
        Games.Should().ContainSingle();
        Send(Other, "WHATISMYIP");
        Read()!.Value.To.Should().Be(Other);
        Send(Host, "UNENLIST");
        Games.Should().BeEmpty();
        Advance(TimeSpan.FromSeconds(1));
        Send(Host, "WHATISMYIP");
        Read()!.Value.To.Should().Be(Host);
    }

    [Fact]
    public void Hosts_TooManyAtOneAddress_PushOutTheirOwnIdlestOnly()
    {
        Options.MaxGamesPerAddress = 3;
        Send(Other, "ENLIST other|E|U");
        for (var port = 1; port <= 3; port++)
        {
            Send(new IPEndPoint(Host.Address, port), $"ENLIST {port}|E|U");
            Advance(TimeSpan.FromSeconds(1));
        }

        Send(new IPEndPoint(Host.Address, 1), "ENLIST 1|E|U");
        Send(new IPEndPoint(Host.Address, 4), "ENLIST 4|E|U");

        Games.Select(game => game.Game).Should().Equal("other", "1", "3", "4");
    }

    [Fact]
    public void Hosts_TooMany_ThoseWhoNeverAnsweredGoFirst()
    {
        Options.MaxGames = 2;
        Send(Host, "ENLIST answers|E|U");
        Reply(Host);
        Send(Other, "ENLIST silent|E|U");

        Send(new IPEndPoint(Other.Address, 1), "ENLIST third|E|U");
        Games.Select(game => game.Game).Should().Equal("answers", "third");
        Reply(new IPEndPoint(Other.Address, 1));
        Send(Other, "ENLIST fourth|E|U");

        Games.Select(game => game.Game).Should().Equal(["third", "fourth"], "where all have answered, the idlest goes");
    }

    [Fact]
    public void Flood_OfForgedHosts_CostsNoneThatAnswersHisPlace()
    {
        (Options.MaxGames, Options.MaxQuestionsPerSecond) = (100, 200);
        var random = new Random(7);
        Send(Host, "ENLIST real|E|U");
        Reply(Host);
        for (var second = 0; second < 120; second++)
        {
            for (var i = 0; i < 500; i++)
            {
                var forged = new IPEndPoint(
                    new IPAddress([100, 210, (byte)random.Next(256), (byte)random.Next(256)]),
                    random.Next(1, 65_536)
                );
                Send(forged, random.Next(3) == 0 ? "WHATISMYIP" : "ENLIST forged|E|U");
                ReadAll();
            }

            Advance(TimeSpan.FromSeconds(1));
            if (second % 30 == 0)
            {
                Send(Host, "ENLIST real|E|U");
                ReadAll();
                Reply(Host);
            }

            List.HostCount.Should().BeLessThanOrEqualTo(100);
        }

        Games.Should().Contain(game => game.Game == "real");
        Advance(TimeSpan.FromSeconds(95));
        List.HostCount.Should().Be(0);
    }

    [Fact]
    public void Anything_AMillionTimes_NeverThrowsAndStaysBounded()
    {
        (Options.MaxGames, Options.MaxGamesPerAddress) = (500, 20);
        var random = new Random(11);
        var telling = "|||||{}: CG1\u0083\u00E9\n\0"u8.ToArray();
        var noise = new byte[1 << 16];
        random.NextBytes(noise);
        var senders = Enumerable
            .Range(0, 2_000)
            .Select(_ => new IPEndPoint(100 + ((long)random.Next(200, 256) << 8) + ((long)random.Next(40) << 16), random.Next(65_536)))
            .ToArray();
        var buffer = new byte[600];
        for (var i = 0; i < 1_000_000; i++)
        {
            var length = random.Next(i % 100 == 0 ? buffer.Length : 60);
            var datagram = buffer.AsSpan(0, length);
            noise.AsSpan(random.Next(noise.Length - length), length).CopyTo(datagram);
            if (i % 4 != 0)
            {
                var word = Words[random.Next(Words.Length)];
                word.AsSpan(0, Math.Min(word.Length, length)).CopyTo(datagram);
                for (var at = word.Length; at < length; at++)
                {
                    datagram[at] = datagram[at] < 200 ? telling[datagram[at] % telling.Length] : datagram[at];
                }
            }

            List.Receive(datagram, senders[random.Next(senders.Length)], 27887, Now);
            if (i % 1_000 == 0)
            {
                Advance(TimeSpan.FromSeconds(1));
                Games.All(IsHarmless).Should().BeTrue();
            }

            ReadAll();
        }

        List.HostCount.Should().BeInRange(1, 500);
    }

    private static bool IsHarmless(WaitingGame game) =>
        !game.Emulator.Contains('{')
        && !$"{game.Game}{game.Emulator}{game.UserName}".Any(letter => letter == '|' || char.IsControl(letter));
}
