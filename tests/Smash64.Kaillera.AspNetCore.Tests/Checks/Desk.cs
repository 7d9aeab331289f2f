using Microsoft.Extensions.Logging;
using Smash64.Kaillera.AspNetCore.Callers;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

/// <summary>A check desk with a scripted probe and a clock that stands still.</summary>
internal sealed class Desk : IDisposable
{
    public static readonly IPEndPoint Host = new(IPAddress.Parse("203.0.113.7"), 27886);
    public static readonly Caller Anna = new(IPAddress.Parse("198.51.100.1"));
    public static readonly Caller Bert = new(IPAddress.Parse("198.51.100.2"));
    public static readonly Caller Carl = new(IPAddress.Parse("198.51.100.3"));

    private readonly ServiceProvider _services;

    public Desk(Action<KailleraApiOptions>? configure = null, ScriptedProbe? probe = null)
    {
        Probe = probe ?? new ScriptedProbe();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IP2PProbe>(Probe)
            .AddKailleraApi(CheckerService.Allow)
            .Configure(configure ?? (static _ => { }))
            .BuildServiceProvider();
        Checks = _services.GetRequiredService<CheckDesk>();
    }

    public CheckDesk Checks { get; }

    public ScriptedProbe Probe { get; }

    public ManualTimeProvider Time { get; } = new();

    public RecordingLoggerProvider Log { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Asks with a request as large as a browser's.</summary>
    public CheckTicket Start(Caller caller, IPEndPoint? host = null, int requestSize = 800)
    {
        var ticket = Checks.Start(new CheckSubject(host ?? Host), caller, requestSize, directOnly: false, out var refusal);
        refusal.Should().BeNull();
        return ticket!;
    }

    /// <summary>Asks as the original's contract does: directly and in no other way.</summary>
    public CheckTicket StartDirect(Caller caller)
    {
        var ticket = Checks.Start(new CheckSubject(Host), caller, 800, directOnly: true, out var refusal);
        refusal.Should().BeNull();
        return ticket!;
    }

    public Refusal? Refuse(Caller caller, IPEndPoint? host = null)
    {
        using var ticket = Checks.Start(new CheckSubject(host ?? Host), caller, 800, directOnly: false, out var refusal);
        return refusal;
    }

    /// <summary>Makes a check that has ended.</summary>
    public async Task<CheckTicket> FinishAsync(Caller caller, P2PProbeStatus status)
    {
        var ticket = Start(caller);
        (await Probe.NextCallAsync()).Find(status);
        await ticket.EndAsync();
        return ticket;
    }

    public void Dispose() => _services.Dispose();
}

internal static class CheckTicketWaiting
{
    public static Task<HostCheckOutcome> EndAsync(this CheckTicket ticket) => ticket.Check.Outcome.WaitAsync(Eventually.Patience);

    /// <summary>Waits for the end, whatever it is.</summary>
    public static async Task EndAnyhowAsync(this CheckTicket ticket) =>
        await ((Task)ticket.EndAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
