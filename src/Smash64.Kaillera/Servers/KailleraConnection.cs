namespace Smash64.Kaillera.Servers;

/// <summary>What kind of connection a user says he has. It decides how often his emulator sends.</summary>
public enum KailleraConnection : byte
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>LAN: input in every frame, 60 times a second.</summary>
    Lan = 1,

    /// <summary>Excellent: input in every second frame.</summary>
    Excellent = 2,

    /// <summary>Good: input in every third frame.</summary>
    Good = 3,

    /// <summary>Average: input in every fourth frame.</summary>
    Average = 4,

    /// <summary>Low: input in every fifth frame.</summary>
    Low = 5,

    /// <summary>Bad: input in every sixth frame.</summary>
    Bad = 6,
}
