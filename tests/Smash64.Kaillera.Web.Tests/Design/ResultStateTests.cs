using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>The dialogs, looked at.</summary>
public sealed class ResultStateTests : PageTest
{
    private static readonly Dictionary<string, CheckAnswer> Answers = new(StringComparer.Ordinal)
    {
        ["responding"] = CheckAnswer.Responding,
        ["shared"] = CheckAnswer.Responding with { IsShared = true, Address = "255.255.255.255", Port = 65534, User = new('W', 31), Game = new('M', 127) },
        ["busy"] = CheckAnswer.Busy,
        ["full"] = CheckAnswer.Full,
        ["no-response"] = CheckAnswer.NoResponse,
        ["port-closed"] = CheckAnswer.PortClosed,
        ["kaillera-server"] = CheckAnswer.KailleraServer,
        ["other-program"] = CheckAnswer.OtherProgram,
        ["no-route"] = CheckAnswer.NoRoute,
        ["autopunch"] = CheckAnswer.Responding with { Path = "autopunch", Punched = true },
        ["code"] = CheckAnswer.RespondingByCode,
        ["code-busy"] = CheckAnswer.BusyByCode,
        ["code-unknown"] = CheckAnswer.UnknownCode,
        ["code-offline"] = CheckAnswer.Offline,
        ["code-rendezvous-silent"] = CheckAnswer.RendezvousNotResponding,
        ["code-not-reachable"] = CheckAnswer.NotReachable,
    };

    public static TheoryData<string> Verdicts => new(Answers.Keys);

    [SkippableTheory]
    [MemberData(nameof(Verdicts))]
    public async Task Result_OfEachKind_IsWithoutFault(string verdict)
    {
        var page = await OpenAsync(Answers[verdict]);

        await Look.AtAsync(page, $"result-{verdict}");
    }

    [SkippableTheory]
    [InlineData("responding")]
    [InlineData("no-response")]
    public async Task Result_UnfoldedToItsEnd_IsWithoutFault(string verdict)
    {
        var page = await OpenAsync(Answers[verdict]);
        await page.Locator("dialog[open] summary").ClickAsync();
        await page.Locator("dialog[open] .evidence li").Last.ScrollIntoViewIfNeededAsync();

        await Look.AtAsync(page, $"result-{verdict}-evidence");
    }

    [SkippableTheory]
    [InlineData("responding")]
    [InlineData("no-response")]
    public async Task Result_InSpanish_IsWithoutFault(string verdict)
    {
        var page = await OpenAsync(Answers[verdict], "?lang=es");

        await Look.AtAsync(page, $"result-{verdict}-es");
    }

    [SkippableFact]
    public async Task Result_AddressesHidden_IsWithoutFault()
    {
        var page = await PageAsync();
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.HideIPLabel.ClickAsync();
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();

        await Look.AtAsync(page, "result-hidden");
    }

    [SkippableFact]
    public async Task MoreInfo_LookedAt_IsWithoutFault()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.MoreInfoButton.ClickAsync();
        await Expect(hosting.MoreInfo).ToBeVisibleAsync();

        await Look.AtAsync(hosting.Page, "more-info");
    }

    private async Task<IPage> OpenAsync(CheckAnswer answer, string query = "")
    {
        var page = await PageAsync();
        await answer.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page, query);
        await hosting.CheckButton.ClickAsync();
        await Expect((answer.IsReachable ? hosting.Success : hosting.Failure).Dialog).ToBeVisibleAsync();
        return page;
    }
}
