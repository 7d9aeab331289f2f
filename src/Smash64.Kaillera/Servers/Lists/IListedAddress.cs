using System.Net;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Something in a public list that stands at an address: a server, or a game on one.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IListedAddress<out TSelf>
{
    string Host { get; }

    int Port { get; }

    int LineNumber { get; }

    IPEndPoint? EndPoint { get; }

    /// <summary>Gets what no two records in one report share.</summary>
    object Identity { get; }

    /// <summary>Makes a copy that knows its end point, and the list it stood in.</summary>
    TSelf Located(IPEndPoint endPoint, Uri? source);
}
