namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>Finds out what is to be told of all servers. What happened before a start is taken in silence: it was told then.</summary>
internal sealed class AlarmDesk(KailleraApiHistory options, HistoryKeeper keeper)
{
    private readonly int _pauseMinutes = (int)Math.Ceiling(options.WebhookPause.TotalMinutes);
    private Dictionary<string, ServerAlarm> _servers = new(StringComparer.Ordinal);

    /// <summary>Takes a round.</summary>
    public IReadOnlyList<Alarm> Take(int minute, IReadOnlyList<WatchedServer> servers)
    {
        var listed = new Dictionary<string, ServerAlarm>(StringComparer.Ordinal); // who left the list is forgotten
        List<Alarm> alarms = [];
        foreach (var server in servers)
        {
            var alarm = listed[server.Key] = _servers.TryGetValue(server.Key, out var known) ? known : Remember(server.Key, minute);
            if (server.Result is { } result && alarm.Take(MinuteAnswer.Of(minute, result)) is { } found)
            {
                alarms.Add(new Alarm(found.Kind, server.Entry, alarm.IsUp == true, found.SinceMinute, found.Changes));
            }
        }

        _servers = listed;
        return alarms;
    }

    private ServerAlarm Remember(string server, int minute)
    {
        var alarm = new ServerAlarm(options.DownAfter, _pauseMinutes);
        foreach (var answer in keeper.MinutesOf(server).Where(answer => answer.Minute < minute))
        {
            alarm.Take(answer);
        }

        return alarm;
    }
}
