using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Targets;

/// <summary>Decides whether the service sends datagrams to an address that somebody typed. It is asked before anything is sent.</summary>
internal sealed class TargetGuard
{
    private readonly KailleraTargetPolicy _policy;
    private readonly FrozenSet<int> _deniedPorts;
    private readonly IPNetwork[] _deniedAddresses;

    public TargetGuard(IOptions<KailleraApiOptions> options)
    {
        _policy = options.Value.TargetPolicy;
        _deniedPorts = options.Value.DeniedPorts.ToFrozenSet();
        _deniedAddresses = Networks.Parse(options.Value.DeniedAddresses);
    }

    /// <summary>Looks for a reason against a target.</summary>
    /// <param name="target">An IPv4 address and a port.</param>
    /// <param name="caller">Who asks for it.</param>
    /// <returns>The first reason found, or <see langword="null"/> if it may be asked.</returns>
    public TargetRefusal? Refuse(IPEndPoint target, Caller caller)
    {
        var scope = KailleraValidation.GetScope(target.Address);
        if (scope != AddressScope.Public && (_policy != KailleraTargetPolicy.Any || !IsOneMachine(scope)))
        {
            return new TargetRefusal(
                JsonNamingPolicy.KebabCaseLower.ConvertName(scope.ToString()),
                KailleraValidation.GetScopeWarning(target.Address)!
            );
        }

        if (Networks.Contains(_deniedAddresses, target.Address))
        {
            return new TargetRefusal("denied", $"{target.Address} is not asked: its owner doesn't want that.");
        }

        if (_deniedPorts.Contains(target.Port))
        {
            return new TargetRefusal(
                "denied",
                string.Create(CultureInfo.InvariantCulture, $"Port {target.Port} is not asked: other services than games use it.")
            );
        }

        return _policy == KailleraTargetPolicy.SelfOnly && !caller.Owns(target)
            ? new TargetRefusal("not-self", $"{target.Address} is not asked: this service checks only the address that you come from.")
            : null;
    }

    private static bool IsOneMachine(AddressScope scope) =>
        scope
            is AddressScope.Private
                or AddressScope.CarrierGradeNat
                or AddressScope.Loopback
                or AddressScope.LinkLocal
                or AddressScope.Documentation
                or AddressScope.Benchmarking;
}
