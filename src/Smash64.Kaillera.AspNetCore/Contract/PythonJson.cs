using System.Globalization;
using System.Text;

namespace Smash64.Kaillera.AspNetCore.Contract;

/// <summary>
/// Writes JSON to the letter as the original does: ASCII only, a space behind each colon and comma, keys in the order they
/// are given. A caller that compares texts, or cuts them, then finds no difference.
/// </summary>
internal static class PythonJson
{
    /// <summary>Writes an object of texts, whole numbers and truth values.</summary>
    public static string Write(params ReadOnlySpan<(string Key, object Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (key, value) in members)
        {
            json.Append(json.Length > 1 ? ", " : "").Append(Quote(key)).Append(": ");
            json.Append(
                value switch
                {
                    bool truth => truth ? "true" : "false",
                    int number => number.ToString(CultureInfo.InvariantCulture),
                    _ => Quote((string)value),
                }
            );
        }

        return json.Append('}').ToString();
    }

    private static string Quote(string text)
    {
        var json = new StringBuilder("\"", text.Length + 2);
        foreach (var unit in text)
        {
            json = unit switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' or > '~' => json.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(unit),
            };
        }

        return json.Append('"').ToString();
    }
}
