namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>What is said at the doorway of a server.</summary>
internal enum KailleraDoorwayTextKind
{
    /// <summary>Nothing that the protocol knows.</summary>
    Unknown,

    /// <summary><c>PING</c>: is somebody there? It leaves no trace on the server.</summary>
    Ping,

    /// <summary><c>PONG</c>: the answer. It carries no number: only the port that it comes to says which ping it is for.</summary>
    Pong,

    /// <summary><c>HELLO0.83</c>: a client that speaks this version wants to log in. A server that doesn't keeps silent.</summary>
    Hello,

    /// <summary><c>HELLOD00D27889</c>: it may, at this port, which the server holds for it for some seconds.</summary>
    Welcome,

    /// <summary><c>TOO</c>: the server is full.</summary>
    Full,
}
