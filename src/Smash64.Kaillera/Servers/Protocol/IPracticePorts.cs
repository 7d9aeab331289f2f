namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Where a <see cref="KailleraServerConversation"/> gets its users' ports from: sockets, or mere numbers.</summary>
internal interface IPracticePorts
{
    /// <summary>Opens a port.</summary>
    /// <returns>Its number, or <see langword="null"/> when none can be had.</returns>
    int? Open();

    /// <summary>Takes a port back. All that was to be sent from it has been taken before.</summary>
    void Close(int port);
}
