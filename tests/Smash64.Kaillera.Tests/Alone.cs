namespace Smash64.Kaillera.Tests;

/// <summary>Tests that look at what the whole process does, so no others run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
