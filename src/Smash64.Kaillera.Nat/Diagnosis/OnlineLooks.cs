using System.Net.Sockets;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>What is asked of others on the internet: the checker service, by whichever API it has, and STUN servers.</summary>
internal sealed class OnlineLooks(HostDoctorOptions options, HostDoctorSources sources)
{
    /// <summary>Asks who sees which address. A silent one costs its own answer only.</summary>
    public async Task<CarrierFinding> AskAddressesAsync(CancellationToken cancellationToken)
    {
        var asking = AskServiceAsync(cancellationToken);
        var stunAsking =
            options.StunServers.Count > 0
                ? AskStunAsync(options.StunServers, cancellationToken)
                : AskStunOfAsync(asking, cancellationToken);
        var service = await asking.ConfigureAwait(false);
        var (contact, stun) = await stunAsking.ConfigureAwait(false);
        return new CarrierFinding
        {
            Service = service.Contact,
            SeenByService = service.Seen,
            Stun = contact,
            SeenByStun = stun?.PublicEndPoint?.Address,
            Nat = stun?.Mapping ?? NatMapping.Unknown,
            FarAddress = stun?.Answers is [{ } first, ..] ? first.Server.Address : null,
        };
    }

    /// <summary>Has the host checked from the internet.</summary>
    public async Task<InternetFinding> CheckAsync(int port, CancellationToken cancellationToken)
    {
        if (sources.Checks is null && sources.Api is null)
        {
            return new InternetFinding();
        }

        try
        {
            return await CheckAsync(P2PCheckRequest.Self(port), cancellationToken).ConfigureAwait(false) with { TargetPort = port };
        }
        catch (KailleraApiException e)
        {
            return new InternetFinding { Service = ContactOf(e), Refusal = e.Message };
        }
        catch (HttpRequestException e)
        {
            return new InternetFinding { Service = ContactOf(e), Refusal = KailleraText.Clean(e.Message) };
        }
    }

    private async Task<InternetFinding> CheckAsync(P2PCheckRequest request, CancellationToken cancellationToken)
    {
        if (sources.Checks is { } checks)
        {
            try
            {
                var check = await checks.CheckAsync(request, cancellationToken).ConfigureAwait(false);
                var result = check.Result;

                // The way in is looked for: a host that is found through Autopunch alone has none.
                var isDirect = result?.Path == P2PPathKind.Direct;
                return new InternetFinding
                {
                    Service = Contact.Made,
                    Verdict =
                        result is null ? KailleraCheckVerdict.Unknown
                        : isDirect ? result.Verdict
                        : KailleraCheckVerdict.NoResponse,
                    IsReachable = isDirect && result!.IsReachable,
                    Target = check.Target?.Address,
                    Vantage = check.Vantage.Name,
                };
            }
            catch (KailleraApiException e) when (e.Error == KailleraApiError.NotSupported && sources.Api is not null)
            {
                // Then by the original's call.
            }
        }

        var answer = await sources.Api!.CheckP2PAsync(request, cancellationToken).ConfigureAwait(false);
        return new InternetFinding
        {
            Service = Contact.Made,
            Verdict = answer.IsResponding ? KailleraCheckVerdict.Responding : KailleraCheckVerdict.NoResponse,
            IsReachable = answer.IsResponding,
            Target = KailleraValidation.TryParseIPv4(answer.Host, out var target) ? target : null,
        };
    }

    private async Task<ServiceAnswer> AskServiceAsync(CancellationToken cancellationToken)
    {
        if (sources.Checks is null && sources.Api is null)
        {
            return new ServiceAnswer(Contact.NotTried);
        }

        try
        {
            if (sources.Checks is { } checks)
            {
                try
                {
                    var service = await checks.GetServiceAsync(cancellationToken).ConfigureAwait(false);
                    return new ServiceAnswer(Contact.Made) { Seen = OnlyIPv4(service.Caller), StunServer = service.StunServer };
                }
                catch (KailleraApiException e) when (e.Error == KailleraApiError.NotSupported && sources.Api is not null)
                {
                    // Then by the original's call.
                }
            }

            return new ServiceAnswer(Contact.Made) { Seen = await sources.Api!.GetIPAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (KailleraApiException e)
        {
            return new ServiceAnswer(ContactOf(e));
        }
        catch (HttpRequestException e)
        {
            return new ServiceAnswer(ContactOf(e));
        }
    }

    private async Task<(Contact Contact, StunResult? Result)> AskStunOfAsync(
        Task<ServiceAnswer> asking,
        CancellationToken cancellationToken
    ) =>
        (await asking.ConfigureAwait(false)).StunServer is { } own
            ? await AskStunAsync([own], cancellationToken).ConfigureAwait(false)
            : (Contact.NotTried, null);

    private async Task<(Contact Contact, StunResult? Result)> AskStunAsync(
        IReadOnlyList<DnsEndPoint> servers,
        CancellationToken cancellationToken
    )
    {
        if (servers.Count == 0)
        {
            return (Contact.NotTried, null);
        }

        try
        {
            var result = await sources.Stun!.AskAsync(servers, cancellationToken: cancellationToken).ConfigureAwait(false);
            return (result.PublicEndPoint is null ? Contact.Failed : Contact.Made, result);
        }
        catch (Exception e) when (e is SocketException or HostNameException)
        {
            return (Contact.Failed, null);
        }
    }

    private static Contact ContactOf(KailleraApiException fault) => fault.Error == KailleraApiError.Timeout ? Contact.Failed : Contact.Made;

    // Who refuses a connection is there, and so is the way to him.
    private static Contact ContactOf(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Contact.Failed,
            HttpRequestError.ConnectionError => fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? Contact.Made
                : Contact.Failed,
            _ => Contact.Made,
        };

    private static IPAddress? OnlyIPv4(IPAddress? address) =>
        address switch
        {
            { AddressFamily: AddressFamily.InterNetwork } => address,
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            _ => null,
        };

    /// <param name="Contact">Whether it was spoken to.</param>
    private sealed record ServiceAnswer(Contact Contact)
    {
        public IPAddress? Seen { get; init; }

        public DnsEndPoint? StunServer { get; init; }
    }
}
