using Deque.AxeCore.Commons;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>
/// Runs axe in a page. Not by the package's own <c>RunAxe</c>: that brings all that axe has passed over to this side, which
/// takes ten times as long as the looking.
/// </summary>
internal static class Axe
{
    private static readonly string[] Colors = ["color-contrast", "link-in-text-block"];
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Gets each violation as a sentence, with the elements it is about.</summary>
    /// <param name="page">The page, as it stands.</param>
    /// <param name="onlyColors">Whether all but the contrasts were looked at before.</param>
    public static async Task<string[]> FindViolationsAsync(IPage page, bool onlyColors)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in globalThis"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async (rules) => {
              const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
              return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join('; ')}`);
            }
            """,
            onlyColors ? Colors : null
        );
    }
}
