using System.Text.Json;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Web.Servers;

/// <summary>
/// A line that can't be used. Its text stays here: a setting that names the wrong file must not publish what is in it.
/// </summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">Why, in kebab case.</param>
internal sealed record DroppedLine(int Line, string Reason)
{
    public static DroppedLine Of(KailleraListDrop drop) =>
        new(drop.LineNumber, JsonNamingPolicy.KebabCaseLower.ConvertName(drop.Reason.ToString()));
}
