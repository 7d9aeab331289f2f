namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary>The SDK's client and this service understand each other.</summary>
public sealed class CheckClientTests
{
    [Fact]
    public async Task Check_HostAnswers_IsTheSameOnBothSides()
    {
        await using var host = await PracticeHosts.StartAsync(P2PHostGeneration.Second);
        await using var service = await CheckerService.StartAsync();

        var check = await Client(service).CheckAsync(P2PCheckRequest.Self(host.EndPoint.Port));

        (check.Target, check.IsSelf, check.Vantage.Name).Should().Be((host.EndPoint, true, "self-hosted"));
        var result = check.Result!;
        (result.Verdict, result.IsReachable).Should().Be((KailleraCheckVerdict.Responding, true));
        (result.User, result.Game).Should().Be((PracticeHosts.UserName, PracticeHosts.Game));
        result.RoundTripTime.Should().BePositive();
        result.Evidence.Select(item => item.Code).Should().Contain([KailleraEvidenceCode.Asked, KailleraEvidenceCode.Answered]);
        result.NextSteps.Select(step => step.Code).Should().StartWith(KailleraNextStepCode.ShareWithTrust);
    }

    [Fact]
    public async Task Follow_HostAnswers_TellsTheWholeStory()
    {
        await using var host = await PracticeHosts.StartAsync(P2PHostGeneration.Second);
        await using var service = await CheckerService.StartAsync();
        var client = Client(service);

        var started = await client.StartAsync(new P2PCheckRequest(IPAddress.Loopback, host.EndPoint.Port));
        var updates = await client.FollowAsync(started.Id).ToListAsync();

        updates.SkipWhile(update => !update.IsDone).Should().HaveCount(2).And.OnlyContain(update => update.IsDone);
        updates.Should().Contain(update => update.Progress != null && update.Progress.Value.Stage == P2PProbeStage.Answered);
        updates[^1].Check!.Result!.Evidence.Select(item => item.Code).Should().Contain(KailleraEvidenceCode.LeftClean);
        (await client.GetAsync(started.Id)).Should().BeEquivalentTo(updates[^1].Check, "it can be read for two minutes");
    }

    [Fact]
    public async Task Check_SilentHost_IsAskedAsOftenAsByAnybody()
    {
        await using var silent = new UdpListener();
        await using var service = await CheckerService.StartAsync();

        var result = (await Client(service).CheckAsync(P2PCheckRequest.Self(silent.Port))).Result!;

        result.Verdict.Should().Be(KailleraCheckVerdict.NoResponse);
        result.BytesSent.Should().BeGreaterThan(1_900, "the request pays for a whole conversation");
        result.NextSteps.Should().Contain(step => step.Code == KailleraNextStepCode.ForwardUdp);
    }

    [Fact]
    public async Task Check_Refused_SaysWhy()
    {
        await using var service = await CheckerService.StartAsync(options => options.TargetPolicy = KailleraTargetPolicy.PublicAddresses);

        var call = () => Client(service).CheckAsync(new P2PCheckRequest(IPAddress.Parse("192.168.1.20")));

        var fault = (await call.Should().ThrowAsync<KailleraApiException>()).Which;
        (fault.Error, fault.ProblemCode).Should().Be((KailleraApiError.HttpStatus, "target-refused"));
        fault.ServiceMessage.Should().Contain("192.168.1.20");
    }

    [Fact]
    public async Task Get_NoSuchCheck_SaysSo()
    {
        await using var service = await CheckerService.StartAsync();

        var call = () => Client(service).GetAsync("gzu-mWD");

        (await call.Should().ThrowAsync<KailleraApiException>()).Which.ProblemCode.Should().Be("check-not-found");
    }

    [Fact]
    public async Task GetService_Asked_KnowsItsCaller()
    {
        await using var service = await CheckerService.StartAsync();

        var found = await Client(service).GetServiceAsync();

        (found.Caller, found.Targets, found.DefaultPort).Should().Be((IPAddress.Loopback, KailleraCheckTargets.Any, 27886));
    }

    private static KailleraCheckClient Client(CheckerService service) => new(service.Client);
}
