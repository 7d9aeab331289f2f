namespace Smash64.Kaillera.Console.Input;

/// <summary>How a table of servers is sorted.</summary>
internal enum ServerOrder
{
    /// <summary>The fastest first.</summary>
    Ping,

    /// <summary>By name.</summary>
    Name,

    /// <summary>The most users first.</summary>
    Users,
}
