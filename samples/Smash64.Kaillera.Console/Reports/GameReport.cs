namespace Smash64.Kaillera.Console.Reports;

/// <summary>A game on a server.</summary>
internal sealed record GameReport
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Owner { get; init; }

    public required string Emulator { get; init; }

    public required int? Players { get; init; }

    public required int? MaxPlayers { get; init; }

    public required string Status { get; init; }

    public static GameReport From(KailleraServerGame game) =>
        new()
        {
            Id = game.Id,
            Name = game.Name,
            Owner = game.Owner,
            Emulator = game.Emulator,
            Players = game.Players,
            MaxPlayers = game.MaxPlayers,
            Status = Words.ToWord(game.Status),
        };
}
