using System.Globalization;
using System.Text;

namespace Smash64.Kaillera.DependencyInjection;

/// <summary>Code pages in configuration, which no binder knows.</summary>
internal static class CodePages
{
    /// <param name="codePage">A number such as 1252, or a name such as <c>windows-1252</c> or <c>utf-8</c>.</param>
    public static Encoding Find(string codePage)
    {
        var windows = CodePagesEncodingProvider.Instance;
        return int.TryParse(codePage, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? windows.GetEncoding(number) ?? Encoding.GetEncoding(number)
            : windows.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
    }
}
