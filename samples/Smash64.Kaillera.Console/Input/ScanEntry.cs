namespace Smash64.Kaillera.Console.Input;

/// <summary>What a line of a list of hosts names.</summary>
/// <param name="Address">An address and port; or <see langword="null"/> where it is a name, or nothing.</param>
/// <param name="Name">A host name and port; or <see langword="null"/>.</param>
/// <param name="Bad">What is wrong with the line, or <see langword="null"/>.</param>
internal readonly record struct ScanEntry(IPEndPoint? Address, DnsEndPoint? Name = null, BadLine? Bad = null);
