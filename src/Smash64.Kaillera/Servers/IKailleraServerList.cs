using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Servers;

/// <summary>Reads the public lists of Kaillera servers, and of the games that wait for players on them.</summary>
/// <remarks>
/// What comes back has its host looked up, stands there once, and has a public address unless
/// <see cref="KailleraServerListOptions.IncludePrivateAddresses"/> is set. Nobody checked that a server answers: see
/// <see cref="IKailleraServerProbe"/> for that. A list that fails does not take the others with it.
/// </remarks>
public interface IKailleraServerList
{
    /// <summary>Reads the servers of all lists, one after the other.</summary>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The servers in the lists' order. A server that several lists name comes once, as the first of them names it. Nothing is
    /// asked before the first is wanted, and all of them come at once after that.
    /// </returns>
    /// <exception cref="KailleraListException">None of the lists could be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<KailleraServerEntry> GetServersAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the games that wait for players, of all lists, one after the other.</summary>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The games in the lists' order. A game of the same name and player at the same address comes once. Nothing is asked before
    /// the first is wanted, and all of them come at once after that.
    /// </returns>
    /// <exception cref="KailleraListException">None of the lists could be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<KailleraWaitingGame> GetWaitingGamesAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the servers of all lists, and tells what was dropped and which lists failed.</summary>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>What <see cref="GetServersAsync"/> gives, with the report.</returns>
    /// <exception cref="KailleraListException">None of the lists could be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraListReport<KailleraServerEntry>> ReadServersAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the games that wait for players, and tells what was dropped and which lists failed.</summary>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>What <see cref="GetWaitingGamesAsync"/> gives, with the report.</returns>
    /// <exception cref="KailleraListException">None of the lists could be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<KailleraListReport<KailleraWaitingGame>> ReadWaitingGamesAsync(CancellationToken cancellationToken = default);
}
