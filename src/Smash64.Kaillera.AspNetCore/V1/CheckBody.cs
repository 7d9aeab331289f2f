namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>What <c>POST v1/checks</c> is asked. It only describes the body: reading is done by <see cref="CheckBodyReader"/>.</summary>
/// <param name="Host"><c>self</c> (the default) or an IPv4 address.</param>
/// <param name="Port">1025 to 65534; 27886 by default.</param>
/// <param name="Code">A connect code instead of both, such as <c>PIKA@555</c>.</param>
internal sealed record CheckBody(string Host = CheckBodyReader.Self, int Port = KailleraDefaults.P2PPort, string? Code = null);
