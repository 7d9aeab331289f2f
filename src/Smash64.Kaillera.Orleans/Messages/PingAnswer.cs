namespace Smash64.Kaillera.Orleans.Messages;

/// <param name="Mean">The mean of the pings that came back.</param>
/// <param name="Refusal">Why the server was not asked.</param>
/// <param name="Fault">Why the machine could not ask, as a socket's error code.</param>
[GenerateSerializer, Immutable]
internal sealed record PingAnswer(TimeSpan? Mean, RefusalMessage? Refusal, int? Fault);
