using Smash64.Kaillera.Web.Tests.Design;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Address;

/// <summary>What players paste has words around it.</summary>
public sealed class PasteTests : PageTest
{
    [SkippableFact]
    public async Task Paste_TextWithAnAddress_IsOfferedAndTaken()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await PasteAsync(hosting, "My IP: 203.0.113.7:27887/udp");

        await Expect(hosting.PasteOffer).ToHaveTextAsync("Use 203.0.113.7, port 27887?");
        await Look.AtAsync(hosting.Page, "hosting-pasted");
        await hosting.PasteOffer.ClickAsync();
        await Expect(hosting.Address).ToHaveValueAsync("203.0.113.7");
        await Expect(hosting.Port).ToHaveValueAsync("27887");
        await Expect(hosting.PasteOffer).ToBeHiddenAsync();
        await Expect(hosting.CheckButton).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Paste_ManyKinds_AreReadAsTheLibraryReadsThem()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        string[] texts =
        [
            " 203.0.113.7:27887 ",
            "203.0.113.7 27887",
            "203.0.113.7\u200B",
            "http://203.0.113.7:27887/",
            "203.0.113.7, port 27887",
            "My IP is 203.0.113.7.",
            "203.0.113.7 2 players",
            "203.0.113.7 2026-11-27",
            "203.0.113.7/24",
            "203.0.113.7 (203.0.113.7:27887)",
            "203.0.113.7 or 198.51.100.2",
            "203.0.113.7:99999",
            "203.0.113.256",
            "v203.0.113.7",
            "203.0.113.7.8",
            "no address",
        ];
        foreach (var text in texts)
        {
            var isFound = KailleraValidation.TryFindEndPoint(text, 1, out var endPoint);

            await PasteAsync(hosting, text);

            (await hosting.PasteOffer.IsVisibleAsync()).Should().Be(isFound, "the text is {0}", text);
            if (isFound)
            {
                var offered = endPoint!.Port == 1 ? $"Use {endPoint.Address}?" : $"Use {endPoint.Address}, port {endPoint.Port}?";
                (await hosting.PasteOffer.TextContentAsync()).Should().Be(offered, "the text is {0}", text);
            }
        }
    }

    [SkippableFact]
    public async Task Paste_AddressesHidden_OffersItWithoutShowingIt()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.HideIPLabel.ClickAsync();

        await PasteAsync(hosting, "mine: 203.0.113.7");

        await Expect(hosting.PasteOffer).ToBeVisibleAsync();
        await Expect(hosting.PasteOffer).Not.ToContainTextAsync("203.0.113.7");
    }

    [SkippableFact]
    public async Task Paste_AddressAlone_NeedsNoOffer()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await PasteAsync(hosting, "203.0.113.7");

        await Expect(hosting.PasteOffer).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Paste_TextWithACode_IsOfferedAndTaken()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await PasteAsync(hosting, "SMASH|RMG-K {CC:pika#555}|Ness|203.0.113.7:27886|");

        await Expect(hosting.PasteOffer).ToHaveTextAsync("Use PIKA@555?");
        await hosting.PasteOffer.ClickAsync();
        await Expect(hosting.Address).ToHaveValueAsync("PIKA@555");
        await Expect(hosting.Port).ToBeDisabledAsync();
        await Expect(hosting.PasteOffer).ToBeHiddenAsync();
        await Expect(hosting.CheckButton).ToBeFocusedAsync();
    }

    [SkippableTheory]
    [InlineData("PIKA@555")]
    [InlineData(" abc234 ")]
    public async Task Paste_CodeAlone_NeedsNoOffer(string code)
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await PasteAsync(hosting, code);

        await Expect(hosting.PasteOffer).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Paste_CodeWhileHiding_OffersItWithoutShowingIt()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.HideIPLabel.ClickAsync();

        await PasteAsync(hosting, "mine: PIKA@555");

        await Expect(hosting.PasteOffer).ToBeVisibleAsync();
        await Expect(hosting.PasteOffer).Not.ToContainTextAsync("555");
    }

    private static async Task PasteAsync(HostingPage hosting, string text) =>
        await hosting.Address.EvaluateAsync(
            """
            (field, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
            }
            """,
            text
        );
}
