using FsCheck;
using FsCheck.Fluent;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Values for the fields of any message; the texts hold no NUL.</summary>
internal sealed record KailleraFields(
    byte[] A,
    byte[] B,
    byte[] C,
    byte[] D,
    byte[] Data,
    uint Number,
    uint Ping,
    ushort Id,
    byte X,
    byte Y,
    byte Z
)
{
    public static Gen<KailleraFields> Any { get; } =
        from texts in ArbMap.Default.GeneratorFor<byte[]>().Select(text => Array.FindAll(text, value => value != 0)).ArrayOf(4)
        from data in ArbMap.Default.GeneratorFor<byte[]>()
        from number in ArbMap.Default.GeneratorFor<uint>()
        from ping in ArbMap.Default.GeneratorFor<uint>()
        from id in ArbMap.Default.GeneratorFor<ushort>()
        from bytes in ArbMap.Default.GeneratorFor<byte>().ArrayOf(3)
        select new KailleraFields(texts[0], texts[1], texts[2], texts[3], data, number, ping, id, bytes[0], bytes[1], bytes[2]);
}
