using System.Text.Json;
using Smash64.Kaillera.AspNetCore.Contract;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>The expected texts were had from Python's <c>json.dumps()</c>.</summary>
public sealed class PythonJsonTests
{
    private const int RandomTexts = 5_000;

    [Fact]
    public void Write_AllKindsOfValues_StandsAsPythonWritesThem()
    {
        var json = PythonJson.Write(("message", "OK"), ("port", 27886), ("success", true), ("other", false));

        json.Should().Be("""{"message": "OK", "port": 27886, "success": true, "other": false}""");
    }

    [Fact]
    public void Write_NoMembers_IsAnEmptyObject() => PythonJson.Write().Should().Be("{}");

    [Fact]
    public void Write_JsonInsideJson_IsEscapedTwice()
    {
        var meta = PythonJson.Write(("user", "Zo\u00EB \"\\"));

        var json = PythonJson.Write(("meta", meta));

        json.Should().Be("""{"meta": "{\"user\": \"Zo\\u00eb \\\"\\\\\"}"}""");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("\b\f\n\r\t", "\\b\\f\\n\\r\\t")]
    [InlineData("\0\u0001\u000B\u001B\u001F", "\\u0000\\u0001\\u000b\\u001b\\u001f")]
    [InlineData(" ~", " ~")]
    [InlineData("\u007F\u0080\u00E9", "\\u007f\\u0080\\u00e9")]
    [InlineData("<b>&'+</b>", "<b>&'+</b>")]
    [InlineData("\u2028\uFEFF\uFFFF", "\\u2028\\ufeff\\uffff")]
    [InlineData("\U0001F344", "\\ud83c\\udf44")]
    public void Write_Text_IsEscapedAsPythonDoes(string text, string expected)
    {
        var json = PythonJson.Write(("key", text));

        json.Should().Be($$"""{"key": "{{expected}}"}""");
    }

    [Fact]
    public void Write_HalfCharacters_AreEscapedEachForItself()
    {
        // Attributes can't hold such a text.
        var json = PythonJson.Write(("key", "\uD83Cx\uDF44"));

        json.Should().Be("""{"key": "\ud83cx\udf44"}""");
    }

    [Fact]
    public void Write_RandomTexts_IsAsciiThatAnyParserReadsBack()
    {
        var random = new Random(64);
        for (var i = 0; i < RandomTexts; i++)
        {
            var (key, text) = (RandomText(random), RandomText(random));

            var json = PythonJson.Write((key, text));

            json.Should().MatchRegex("^[ -~]*$");
            using var document = JsonDocument.Parse(json);
            var member = document.RootElement.EnumerateObject().Should().ContainSingle().Subject;
            (member.Name, member.Value.GetString()).Should().Be((key, text));
        }
    }

    // Whole characters of all planes, half of them ASCII.
    private static string RandomText(Random random) =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(20))
                .Select(_ => random.Next(random.Next(2) == 0 ? 0x80 : 0x110000))
                .Where(static value => value is < 0xD800 or > 0xDFFF)
                .Select(char.ConvertFromUtf32)
        );
}
