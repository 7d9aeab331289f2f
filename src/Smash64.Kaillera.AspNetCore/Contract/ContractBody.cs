namespace Smash64.Kaillera.AspNetCore.Contract;

// These three only describe the bodies for the OpenAPI document; reading and writing is done by hand, to the letter.

/// <summary>What the contract's two checks are asked.</summary>
/// <param name="Host">An IPv4 address, or <c>self</c> for p2p-check.</param>
/// <param name="Port">As a number; a text of digits is taken too.</param>
/// <param name="Via">The page that asks. It is not looked at.</param>
internal sealed record ContractBody(string Host, int? Port, string? Via);

/// <param name="Message"><c>OK</c>, <c>Unable to connect</c>, <c>Invalid parameters</c>, or why it was refused.</param>
/// <param name="Meta">JSON as a text: host, port, and of a host that answered a login user and game.</param>
/// <param name="Success">Whether the host answered.</param>
internal sealed record P2PCheckAnswer(string Message, string Meta, bool Success);

/// <param name="Message">The mean of three pings such as <c>42ms</c>, or as in <see cref="P2PCheckAnswer"/>.</param>
/// <param name="Success">Whether the server answered.</param>
internal sealed record ServerCheckAnswer(string Message, bool Success);
