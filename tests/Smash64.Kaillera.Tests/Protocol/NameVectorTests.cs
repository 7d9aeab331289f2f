using System.Text.Json;

namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>Names as players' clients write them, and what a person must read.</summary>
public sealed class NameVectorTests
{
    private static readonly List<Name> Names = Read();

    public static TheoryData<string, string, string> All
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            Names.ForEach(name => all.Add(name.Hex, name.Text, name.Why));
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Decode_BytesOfAClient_ReadsWhatItsPlayerTyped(string hex, string text, string why)
    {
        KailleraText.Decode(Convert.FromHexString(hex)).Should().Be(text, why);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TryReadNames_BytesOfAHost_ReadsWhatItsPlayerTyped(string hex, string text, string why)
    {
        var body = new byte[P2PProtocol.UserNameSize + P2PProtocol.GameNameSize];
        Convert.FromHexString(hex).CopyTo(body, 0);
        Convert.FromHexString(hex).CopyTo(body, P2PProtocol.UserNameSize);
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.LoginAccepted, body);
        var answer = P2PAnswer.Read(writer.Written, new P2PProbeOptions().Encoding);

        (answer.HostName, answer.Game).Should().Be((text, text), why);
    }

    [Fact]
    public void Names_Recorded_AreAllThere()
    {
        Names.Should().HaveCount(15);
    }

    private static List<Name> Read() =>
        JsonSerializer.Deserialize<List<Name>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "names.json")),
            JsonSerializerOptions.Web
        )!;

    private sealed record Name(string Hex, string Text, string Why);
}
