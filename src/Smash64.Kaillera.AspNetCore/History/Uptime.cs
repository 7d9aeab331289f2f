namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>In what share of the rounds a server answered: 0 to 1, or <see langword="null"/> where there was no round.</summary>
/// <param name="Day">Of the last 24 hours, as hours of the clock with the present one.</param>
/// <param name="Week">Of the last seven days.</param>
/// <param name="Month">Of the last thirty days.</param>
internal readonly record struct Uptime(double? Day, double? Week, double? Month);
