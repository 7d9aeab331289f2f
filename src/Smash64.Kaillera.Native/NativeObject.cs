namespace Smash64.Kaillera.Native;

/// <summary>What a handle stands for.</summary>
internal abstract class NativeObject
{
    /// <summary>Gets what it is, for an error: "an operation".</summary>
    public abstract string Kind { get; }

    /// <summary>Its handle was given back.</summary>
    public abstract void Release();
}
