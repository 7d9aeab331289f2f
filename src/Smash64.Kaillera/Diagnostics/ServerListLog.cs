using System.Net;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>What reading public lists writes to the log: event ids 1200 to 1299. Nothing that stands in a list gets here.</summary>
internal static partial class ServerListLog
{
    [LoggerMessage(1200, LogLevel.Debug, "Asking for the list {List}")]
    public static partial void Reading(ILogger logger, Uri list);

    [LoggerMessage(1201, LogLevel.Debug, "The list {List} came, {Length} bytes after {Elapsed}")]
    public static partial void Fetched(ILogger logger, Uri list, int length, TimeSpan elapsed);

    [LoggerMessage(1202, LogLevel.Warning, "The list {List} failed: {Error}, HTTP status {Status}")]
    public static partial void Failed(ILogger logger, Uri? list, KailleraListError error, HttpStatusCode? status);

    [LoggerMessage(1203, LogLevel.Information, "Read {Count} {Kind} of {ListsRead} of {Lists} lists, and dropped {Dropped}")]
    public static partial void Read(ILogger logger, string kind, int count, int dropped, int listsRead, int lists);
}
