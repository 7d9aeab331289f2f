namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What figures are kept.</summary>
internal enum HistoryTable
{
    /// <summary>Those of five minutes.</summary>
    Slots,

    /// <summary>Those of days.</summary>
    Days,
}
