using System.Text.Json;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.Nat.Tests.Codes;

/// <summary>Which texts are codes, as today's clients have it.</summary>
public sealed class ConnectCodeTests
{
    [Fact]
    public void TryParse_EveryTextOfTheVectors_IsReadAsTheySay()
    {
        var rows = JsonSerializer.Deserialize<Row[]>(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "connect-codes.json")),
            JsonSerializerOptions.Web
        )!;

        rows.Should().HaveCountGreaterThan(100);
        foreach (var row in rows)
        {
            var isCode = ConnectCode.TryParse(row.Input, out var code);

            (isCode ? code.ToString() : null, code.IsClaimed).Should().Be((row.Code, row.IsClaimed), "the text is {0}", row.Input);
        }
    }

    [Theory]
    [InlineData("PIKA@555", "PIKA@555", true)]
    [InlineData("pika@555", "PIKA@555", true)]
    [InlineData(" FOX#7 ", "FOX@7", true)]
    [InlineData("fox-12", "FOX@12", true)]
    [InlineData("NESS_999", "NESS@999", true)]
    [InlineData("ABC123", "ABC123", false)]
    [InlineData("aBc-12_xyz", "aBc-12_xyz", false)]
    [InlineData("0123456789abcdef", "0123456789abcdef", false)]
    [InlineData("PIKA-0123", "PIKA-0123", false)]
    public void TryParse_Code_IsWrittenInOneForm(string text, string written, bool isClaimed)
    {
        ConnectCode.TryParse(text, out var code).Should().BeTrue();

        (code.ToString(), code.IsClaimed).Should().Be((written, isClaimed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PIKA")]
    [InlineData("PI@5")]
    [InlineData("PIKAS@5")]
    [InlineData("PIKA@0")]
    [InlineData("PIKA@05")]
    [InlineData("PIKA@5555")]
    [InlineData("PIKA@5x")]
    [InlineData("P1KA@5")]
    [InlineData("PIKA@@5")]
    [InlineData("abc12")]
    [InlineData("0123456789abcdefg")]
    [InlineData("203.0.113.7")]
    [InlineData("abc def")]
    [InlineData("ABC|123")]
    public void TryParse_NoCode_IsRefused(string? text)
    {
        ConnectCode.TryParse(text, out var code).Should().BeFalse();

        (code, code.ToString()).Should().Be((default, string.Empty));
    }

    /// <param name="Input">What somebody typed.</param>
    /// <param name="Code">The code as it is written, or <see langword="null"/> for no code.</param>
    /// <param name="IsClaimed">Of which kind.</param>
    private sealed record Row(string Input, string? Code, bool IsClaimed);
}
