using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native.Exports;

/// <summary>What the header declares under "Addresses".</summary>
internal static unsafe class Addresses
{
    [UnmanagedCallersOnly(EntryPoint = "s64k_validate", CallConvs = [typeof(CallConvCdecl)])]
    public static int Validate(byte* address, int port, Validation* validation) =>
        Call.Run(() =>
        {
            var text = Utf8.Read(address, "address");
            var isAddress = KailleraValidation.IsIPv4(text);
            var isPort = KailleraValidation.IsValidPort(port);
            if (validation != null)
            {
                SizedStruct.Write(
                    validation,
                    new Validation
                    {
                        AddressValid = isAddress ? 1 : 0,
                        PortValid = isPort ? 1 : 0,
                        Scope = isAddress ? (int)KailleraValidation.GetScope(IPAddress.Parse(text)) : (int)AddressScope.Unknown,
                    }
                );
            }

            if (!isAddress || !isPort)
            {
                throw NativeFault.BadArgument(
                    isAddress
                        ? KailleraValidation.DescribeInvalidPort($"{port}")
                        : KailleraValidation.DescribeInvalidIPv4(text)
                );
            }
        });

    [UnmanagedCallersOnly(EntryPoint = "s64k_find_end_point", CallConvs = [typeof(CallConvCdecl)])]
    public static int Find(byte* text, ushort defaultPort, Structs.EndPoint* endPoint) =>
        Call.Run(() =>
        {
            var read = Utf8.Read(text, "text");
            if (!KailleraValidation.TryFindEndPoint(read, defaultPort == 0 ? KailleraDefaults.P2PPort : defaultPort, out var found))
            {
                throw NativeFault.BadArgument(KailleraValidation.DescribeUnfoundEndPoint(read));
            }

            var value = new Structs.EndPoint { Port = (ushort)found.Port };
            Utf8.Write($"{found.Address}", new Span<byte>(value.Address, Structs.EndPoint.AddressSize));
            SizedStruct.Write(endPoint, value);
        });
}
