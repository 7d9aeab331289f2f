using Smash64.Kaillera.AspNetCore.Contract;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

public sealed class ContractRequestTests
{
    private const int DefaultPort = 27886;
    private const string Understood = "203.0.113.7:27887";

    [Theory]
    [InlineData("""{"host":"203.0.113.7","port":27887}""", "as the page writes it")]
    [InlineData("""{"host":"9.9.9.9","host":"203.0.113.7","port":1,"port":27887}""", "the last of several counts")]
    [InlineData("""{"host":"203.0.113.7","port":27887,"HOST":"9.9.9.9","Port":1}""", "names have their case")]
    [InlineData("""{"\u0068ost":"203.0.113.7","p\u006frt":27887}""", "an escaped letter is that letter")]
    [InlineData("""{"host":"203.0.113.7","port":27887,"via":"\ud800"}""", "half a character in a field that nobody reads hurts nobody")]
    [InlineData("""{"host":"203.0.113.7","port":27887,"\ud800":1}""", "half a character in a name that nobody reads hurts nobody")]
    [InlineData("""{"\ud800":1,"host\uDFFF":2,"host":"203.0.113.7","port":27887}""", "nor does it before those that are read")]
    [InlineData("""{"host":"203.0.113.7","port":27887,"via":{"host":"9.9.9.9","port":1}}""", "only the outermost fields count")]
    [InlineData("\r\n\t {\"host\":\"203.0.113.7\",\"port\":27887}\n ", "white space stands around")]
    public void TryRead_ObjectWithHostAndPort_UnderstandsIt(string body, string because)
    {
        Read(body).Should().Be(Understood, because);
    }

    [Theory]
    [InlineData("", "it is no JSON")]
    [InlineData("[]", "it is no object")]
    [InlineData("null", "it is no object")]
    [InlineData("{}", "the host is missing")]
    [InlineData("""{"host":null}""", "the host is no text")]
    [InlineData("""{"host":2130706433}""", "the host is no text")]
    [InlineData("""{"host":"203.0.113.7\u0000"}""", "no name holds a NUL")]
    [InlineData("""{"host":"\ud800"}""", "half a character is no text")]
    [InlineData("""{"host":"203.0.113.7","port":"\udc00"}""", "half a character is no digit")]
    [InlineData("""{"host":"203.0.113.7","port":null}""", "a port that is there must be one")]
    [InlineData("""{"host":"203.0.113.7",}""", "a comma stands between")]
    [InlineData("""{"host":"203.0.113.7"} {}""", "one object is enough")]
    [InlineData("""{"host":"203.0.113.7","via":NaN}""", "JSON has no such number")]
    [InlineData("\uFEFF{\"host\":\"203.0.113.7\"}", "a byte order mark is no JSON")]
    public void TryRead_AnythingElse_Refuses(string body, string because)
    {
        Read(body).Should().BeNull(because);
    }

    [Fact]
    public void TryRead_NoPort_GivesTheDefaultOrRefusesWithoutOne()
    {
        const string Body = """{"host":"self"}""";

        Read(Body).Should().Be("self:27886");
        Read(Body, defaultPort: null).Should().BeNull();
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    public void TryRead_DeepNesting_EndsAt64Levels(int arrays, bool expected)
    {
        var body = $$"""{"host":"203.0.113.7","via":[{{new string('[', arrays)}}{{new string(']', arrays)}}]}""";

        (Read(body) is not null).Should().Be(expected);
    }

    [Theory]
    [InlineData("via", true, "nobody reads it")]
    [InlineData("host", false, "it would be read")]
    public void TryRead_BytesThatAreNoText_MatterOnlyWhereTheyAreRead(string field, bool expected, string because)
    {
        byte[] body = [.. "{\"host\":\"203.0.113.7\",\""u8, .. Encoding.ASCII.GetBytes(field), .. "\":\""u8, 0xFF, 0xC0, 0x80, .. "\"}"u8];

        ContractRequest.TryRead(body, DefaultPort, out _).Should().Be(expected, because);
    }

    private static string? Read(string body, int? defaultPort = DefaultPort) =>
        ContractRequest.TryRead(Encoding.UTF8.GetBytes(body), defaultPort, out var request) ? $"{request.Host}:{request.Port}" : null;
}
