using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Practice;

public sealed class PracticeHostTests : PageTest
{
    [SkippableFact]
    public async Task PracticeHost_InDevelopment_StartsFillsTheFieldsIsFoundAndStops()
    {
        await using var sample = WebSample.Start();
        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));
        await hosting.Address.FillAsync("198.51.100.23");
        await Expect(hosting.PracticeButton).ToHaveTextAsync("Start the practice host");

        await hosting.PracticeButton.ClickAsync();

        await Expect(hosting.PracticeButton).ToHaveTextAsync("Stop the practice host");
        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        var port = int.Parse(await hosting.Port.InputValueAsync(), CultureInfo.InvariantCulture);
        await Expect(hosting.PracticeCard).ToContainTextAsync($"It is waiting at 127.0.0.1:{port}");

        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Success.Dialog).ToHaveAttributeAsync("data-verdict", "responding");
        await Expect(hosting.Success.Facts).ToContainTextAsync("Practice host");
        await hosting.Success.Close.ClickAsync();

        await hosting.PracticeButton.ClickAsync();
        await Expect(hosting.PracticeButton).ToHaveTextAsync("Start the practice host");
        await Expect(hosting.Address).ToHaveValueAsync("198.51.100.23");
        await hosting.CheckAsync(port);
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task PracticeHost_ItsCodeUsed_IsFoundByItThroughThePunchedHole()
    {
        await using var sample = WebSample.Start();
        var page = await NewPageAsync(sample);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await Expect(hosting.PracticeCode).ToBeHiddenAsync();
        await hosting.PracticeButton.ClickAsync();

        await hosting.PracticeCode.ClickAsync();

        await Expect(hosting.Port).ToBeDisabledAsync();
        var code = await hosting.Address.InputValueAsync();
        await Expect(hosting.PracticeCard).ToContainTextAsync($"by the connect code {code}");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Success.Dialog).ToHaveAttributeAsync("data-verdict", "responding");
        await Expect(hosting.Success.EndPoint).ToHaveTextAsync(code);
        await Expect(hosting.Success.Facts).ToContainTextAsync("By connect code");
        await Expect(hosting.Success.Facts).ToContainTextAsync("Got through");
        (await hosting.Success.StepCodesAsync()).Should().Equal("share-code");
        (await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)")).Should().NotContain(code, "it ends with the practice host");
        await hosting.Success.Close.ClickAsync();

        await hosting.PracticeButton.ClickAsync();
        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        await Expect(hosting.PracticeCode).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task PracticeHost_RunningAlready_IsShownAsRunningAndItsAddressIsNotRemembered()
    {
        await using var sample = WebSample.Start();
        var page = await NewPageAsync(sample);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await page.EvaluateAsync("sessionStorage.setItem('p2p-ipv4', '198.51.100.23')");
        await hosting.PracticeButton.ClickAsync();
        await Expect(hosting.PracticeButton).ToHaveTextAsync("Stop the practice host");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();

        await page.ReloadAsync();

        await Expect(hosting.PracticeButton).ToHaveTextAsync("Stop the practice host");
        await Expect(hosting.Address).ToHaveValueAsync("198.51.100.23");
    }

    [SkippableFact]
    public async Task PracticeHost_InProduction_IsNotThere()
    {
        await using var sample = WebSample.Start("Production");
        var page = await NewPageAsync(sample);
        ExpectInConsole("practice-host"); // its absence is told by 404, which the browser writes down

        var hosting = await HostingPage.OpenReadyAsync(page);

        await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        await Expect(hosting.PracticeCard).ToBeHiddenAsync();
        using var client = new HttpClient();
        var answer = await client.PostAsync(new Uri($"{sample.BaseAddress}/practice-host"), content: null);
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }
}
