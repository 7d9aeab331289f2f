using Smash64.Kaillera.Nat;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Settings of all that <see cref="KailleraNatServiceCollectionExtensions.AddKailleraNat"/> registers.</summary>
public sealed class KailleraNatOptions
{
    internal KailleraNatOptions(PortMapperOptions? portMapper = null, StunClientOptions? stun = null)
    {
        PortMapper = portMapper ?? new PortMapperOptions();
        Stun = stun ?? new StunClientOptions();
    }

    /// <summary>Gets the settings of <see cref="IPortMapper"/>.</summary>
    public PortMapperOptions PortMapper { get; }

    /// <summary>Gets the settings of <see cref="IStunClient"/>, which needs servers where it is asked without naming any.</summary>
    public StunClientOptions Stun { get; }
}
