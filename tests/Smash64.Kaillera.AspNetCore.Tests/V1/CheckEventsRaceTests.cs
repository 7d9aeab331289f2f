using System.Text;
using Microsoft.AspNetCore.Http;
using Smash64.Kaillera.AspNetCore.Checks;
using Smash64.Kaillera.AspNetCore.Tests.Checks;
using Smash64.Kaillera.AspNetCore.Tests.Hosting;
using Smash64.Kaillera.AspNetCore.V1;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class CheckEventsRaceTests
{
    private const int Rounds = 3_000;

    [Fact]
    public async Task ExecuteAsync_CheckEndsAtOnceAfterItsLastNews_TellsThatToo()
    {
        var heard = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var check = new HostCheck(Desk.Host, Desk.Anna, logsIn: true, CancellationToken.None);
            using var body = new Body();
            var listening = Task.Run(() => ListenAsync(check, body));
            Report(check, P2PProbeStage.Asking);
            SpinWait.SpinUntil(() => body.HasBegun, Eventually.Patience);
            Thread.SpinWait(round % 400);
            Report(check, P2PProbeStage.Leaving);
            check.Complete(Task.FromCanceled<P2PProbeResult>(new CancellationToken(canceled: true)));
            heard.Add(await listening.WaitAsync(Eventually.Patience));
        }

        heard.Should().OnlyContain(events => events.Contains("\"stage\":\"leaving\"") && events.Contains("event: failed"));
    }

    private static void Report(IProgress<P2PProbeProgress> check, P2PProbeStage stage) => check.Report(new P2PProbeProgress(stage, TimeSpan.Zero, 1, 0));

    private static async Task<string> ListenAsync(HostCheck check, Body body)
    {
        var context = new DefaultHttpContext { Response = { Body = body } };
        var stored = new StoredCheck("id", check, IsShared: false, Desk.Anna);
        await new CheckEvents(stored, () => throw new InvalidOperationException("It has no result."), Problem.TookTooLong).ExecuteAsync(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private sealed class Body : MemoryStream
    {
        private volatile bool _hasBegun;

        public bool HasBegun => _hasBegun;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hasBegun = true;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
