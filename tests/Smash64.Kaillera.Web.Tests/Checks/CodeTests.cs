using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>Connect codes in the field that takes addresses too.</summary>
public sealed class CodeTests : PageTest
{
    [SkippableFact]
    public async Task Type_CodeThenAddress_IsToldApartAsOneTypes()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await Expect(hosting.Port).ToBeEnabledAsync();
        await Expect(hosting.Address).ToHaveAccessibleNameAsync("IPv4 address or connect code");

        await hosting.Address.FillAsync("");
        await hosting.Address.PressSequentiallyAsync("pika@");
        await Expect(hosting.Port).ToBeEnabledAsync();
        await Expect(hosting.AddressNote).ToHaveTextAsync("");
        await hosting.Address.PressSequentiallyAsync("5");

        await Expect(hosting.Port).ToBeDisabledAsync();
        await Expect(hosting.PortNote).ToHaveTextAsync("A connect code needs no port.");
        await Expect(hosting.AddressNote).ToContainTextAsync("A connect code:");
        await Expect(hosting.Address).ToHaveAccessibleDescriptionAsync(await hosting.AddressNote.InnerTextAsync());

        await hosting.Address.FillAsync("203.0.113.7");
        await Expect(hosting.Port).ToBeEnabledAsync();
        await Expect(hosting.Port).ToHaveValueAsync("27886");
        await Expect(hosting.PortNote).ToHaveTextAsync("");
        await Expect(hosting.AddressNote).ToHaveTextAsync("");
    }

    [SkippableTheory]
    [InlineData("PIKA@555", "PIKA@555")]
    [InlineData(" fox-7 ", "FOX@7")]
    [InlineData("aBc_x3", "aBc_x3")]
    public async Task Check_Code_AsksByTheCodeAlone(string typed, string code)
    {
        var page = await PageAsync();
        await CheckAnswer.RespondingByCode.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Port.FillAsync("0"); // which nobody asks for

        var request = await page.RunAndWaitForRequestAsync(() => hosting.CheckAsync(typed), HostingPage.Checks);

        request.PostData.Should().Be($$"""{"code":"{{code}}"}""");
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        await Expect(hosting.PortError).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_PortWasWrong_IsForgivenForACode()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.Port.FillAsync("0");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.PortError).ToBeVisibleAsync();

        await hosting.Address.FillAsync("PIKA@555");

        await Expect(hosting.PortError).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_CodeNobodyHas_SaysSoInThePagesWords()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync("PIKA@555");

        await Expect(hosting.Failure.Dialog).ToHaveAttributeAsync("data-verdict", "unknown-code");
        await Expect(hosting.Failure.Reason).ToHaveTextAsync("The rendezvous knows no such code.");
        await Expect(hosting.Failure.EndPoint).ToHaveTextAsync("PIKA@555");
        await Expect(hosting.Failure.Facts).ToHaveTextAsync("Way inBy connect code");
        (await hosting.Failure.StepCodesAsync()).Should().Equal("check-code", "host-first", "ask-community");
        await Expect(hosting.Failure.Doctor).ToBeHiddenAsync();
        await hosting.Failure.EvidenceSummary.ClickAsync();
        await Expect(hosting.Failure.Evidence.First).ToContainTextAsync("We looked PIKA@555 up from this computer (self-hosted)");
    }

    [SkippableFact]
    public async Task Check_CodesHostAnswers_ShowsTheCodeThePathAndThePunchAndNoAddress()
    {
        var page = await PageAsync();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await CheckAnswer.RespondingByCode.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckAsync("PIKA@555");

        await Expect(hosting.Success.Reason).ToHaveTextAsync("Your host answered: opponents can join by this code.");
        await Expect(hosting.Success.EndPoint).ToHaveTextAsync("PIKA@555");
        await Expect(hosting.Success.Facts).ToHaveTextAsync("Round trip42.1 msWay inBy connect codeHole punchingGot through");
        await Expect(hosting.Success.Evidence)
            .ToHaveTextAsync([
                "We looked PIKA@555 up from Northern Virginia (us-east-1); that took 0.05 s.",
                "Your host's datagrams came through the hole that both sides opened.",
                "An answer came back after 42.1 ms.",
            ]);
        await Expect(hosting.CopyAddress).ToHaveTextAsync("Copy code");
        await hosting.CopyAddress.ClickAsync();
        await Expect(hosting.Copied).ToHaveTextAsync("Copied.");
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be("PIKA@555");
    }

    [SkippableFact]
    public async Task Check_CodesHostIsNotHeard_SaysThatThePunchFailedAndOffersTheDoctor()
    {
        var page = await PageAsync();
        await CheckAnswer.NotReachable.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckAsync("0123456789abcdef");

        await Expect(hosting.Failure.Facts).ToHaveTextAsync("Way inBy connect codeHole punchingDidn't get through");
        await Expect(hosting.Failure.Steps.Nth(1))
            .ToHaveTextAsync("Or forward the port in your router, for UDP, and share your address instead of the code.");
        await Expect(hosting.Failure.DoctorLines.Last).ToContainTextAsync("./kaillera doctor --via http");
    }

    [SkippableTheory]
    [InlineData("direct", "Direct")]
    [InlineData("autopunch", "Through Autopunch")]
    [InlineData("carrier-pigeon", "carrier-pigeon")]
    public async Task Check_Address_ShowsThePath(string path, string shown)
    {
        var page = await PageAsync();
        await (CheckAnswer.Responding with { Path = path }).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Success.Facts).ToContainTextAsync($"Way in{shown}");
        await Expect(hosting.CopyAddress).ToHaveTextAsync("Copy address");
    }

    [SkippableFact]
    public async Task Check_AddressIsSilent_ShowsNoPathThatLeadsNowhere()
    {
        var page = await PageAsync();
        await CheckAnswer.NoResponse.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        await Expect(hosting.Failure.Facts).ToBeHiddenAsync();
    }

    [SkippableTheory]
    [InlineData("en", "Your host answered")]
    [InlineData("fr", "Ton hôte a répondu")]
    public async Task Check_CodesResults_AreNeverInTheServicesOwnWords(string language, string beginning)
    {
        const string Theirs = "The service's own words.";
        var page = await PageAsync();
        foreach (
            var answer in new[]
            {
                CheckAnswer.RespondingByCode,
                CheckAnswer.BusyByCode,
                CheckAnswer.UnknownCode,
                CheckAnswer.Offline,
                CheckAnswer.RendezvousNotResponding,
                CheckAnswer.NotReachable,
                CheckAnswer.NoRoute with
                {
                    Code = "PIKA@555",
                    Path = "code",
                    Evidence = ["could-not-ask"],
                },
            }
        )
        {
            await answer.ServeAsync(page);
            var hosting = await HostingPage.OpenReadyAsync(page, $"?lang={language}");
            await hosting.CheckAsync(answer.Code!);

            var result = answer.IsReachable ? hosting.Success : hosting.Failure;
            await Expect(result.Dialog).ToBeVisibleAsync();
            (await result.Dialog.TextContentAsync()).Should().NotContain(Theirs).And.NotContain("The service says so.");
            if (answer.IsReachable)
            {
                await Expect(result.Reason).ToContainTextAsync(beginning);
            }
        }
    }

    [SkippableFact]
    public async Task Check_ServiceWithoutARendezvous_SaysSoInPlace()
    {
        await using var sample = WebSample.Start(
            "Production",
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["TargetPolicy"] = "Any" }
        );
        ExpectInConsole("practice-host"); // none in Production
        ExpectInConsole("status of 400");
        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));

        await hosting.CheckAsync("PIKA@555");

        await Expect(hosting.Problem.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("This service doesn't look connect codes up. It can check your address and port instead.");
        await hosting.ExpectIdleAsync();
    }

    [SkippableFact]
    public async Task Check_RendezvousIsSilent_SaysWhomItAsksAndCanBeCancelled()
    {
        await using var silent = UdpProgram.Silent();
        await using var sample = WebSample.Start(
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Rendezvous:Server"] = $"127.0.0.1:{silent.Port}" }
        );
        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));

        await hosting.CheckAsync("PIKA@555");

        await hosting.ExpectBusyAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("Asking the rendezvous for this code…");
        await hosting.Cancel.ClickAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("Cancelled.");
    }

    [SkippableFact]
    public async Task Load_CodeWasChecked_IsRememberedForTheTabUntilAnAddressIs()
    {
        var page = await PageAsync();
        await CheckAnswer.RespondingByCode.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckAsync("pika#555");
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(hosting.Address).ToHaveValueAsync("PIKA@555");
        await Expect(hosting.Port).ToBeDisabledAsync();
        (await page.EvaluateAsync<string>("JSON.stringify(localStorage)")).Should().NotContain("PIKA", "it is forgotten with the tab");

        await hosting.Refresh.ClickAsync();
        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        await Expect(hosting.Port).ToBeEnabledAsync();
        await page.ReloadAsync();
        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
    }

    [SkippableFact]
    public async Task Check_CodeWhileHiding_ShowsItNowhere()
    {
        var page = await PageAsync();
        await (
            CheckAnswer.RespondingByCode with
            {
                Code = "abc234",
                Evidence = ["asked", "snoring"],
                Text = "We asked abc234.",
            }
        ).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.HideIPLabel.ClickAsync();
        await Expect(hosting.Address).ToHaveAttributeAsync("type", "password");

        await hosting.CheckAsync("abc234");

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        (await page.Locator("body").TextContentAsync()).Should().NotContain("abc234");
        await Expect(hosting.Success.EndPoint).ToHaveTextAsync("••••••");
    }

    [SkippableFact]
    public async Task PracticeHost_ItsCodeWhileHiding_IsUsedButShownNowhere()
    {
        var page = await PageAsync();
        await page.RouteAsync(
            "**/practice-host",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "application/json",
                        Body = """{"isRunning":true,"address":"127.0.0.1","port":27886,"code":"QCLCMW"}""",
                    }
                )
        );
        var hosting = await HostingPage.OpenReadyAsync(page);
        await Expect(hosting.PracticeCard).ToContainTextAsync("by the connect code QCLCMW");

        await hosting.HideIPLabel.ClickAsync();
        await hosting.PracticeCode.ClickAsync();

        await Expect(hosting.Address).ToHaveValueAsync("QCLCMW");
        await Expect(hosting.PracticeCard).Not.ToContainTextAsync("QCLCMW");
    }
}
