namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>Looks for what sticks out to the side, in the page and in an open dialog.</summary>
internal static class Overflow
{
    public static Task<string[]> FindAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [document.documentElement, ...document.querySelectorAll('dialog[open], .card, .guide, .pairs, .address-row, #list-table :is(th, td)')]
              .filter((element) => element.scrollWidth > element.clientWidth)
              .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`)
            """
        );
}
