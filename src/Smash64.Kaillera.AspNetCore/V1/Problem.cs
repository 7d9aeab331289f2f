using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>An error as RFC 9457 wants it, with a code that stays the same whatever the words.</summary>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
{
    private const string TypePrefix = "urn:smash64-kaillera:problem:";

    public string? Scope { get; init; }

    public int? RetryAfter { get; init; }

    public static Problem InvalidRequest(string detail) =>
        new(StatusCodes.Status400BadRequest, "invalid-request", "The request is not understood", detail);

    public static Problem InvalidHost(string detail) =>
        new(StatusCodes.Status400BadRequest, "invalid-host", "The host is not an IPv4 address", detail);

    public static Problem InvalidPort(string detail) =>
        new(StatusCodes.Status400BadRequest, "invalid-port", "The port is not valid", detail);

    public static Problem InvalidCode() =>
        new(
            StatusCodes.Status400BadRequest,
            "invalid-code",
            "The connect code is not valid",
            "A connect code has three or four letters, @ and a number from 1 to 999, such as PIKA@555, or 6 to 16 letters and digits."
        );

    public static Problem NoCodes() =>
        new(
            StatusCodes.Status400BadRequest,
            "no-codes",
            "Codes are not looked up here",
            "This service has no rendezvous at which to look connect codes up."
        );

    public static Problem NoRendezvous() =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            "no-rendezvous",
            "The rendezvous was not found",
            "This service could not find the rendezvous at which it looks connect codes up. Try again later."
        )
        {
            RetryAfter = 60,
        };

    public static Problem TooLarge(int limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            "request-too-large",
            "The request is too large",
            $"A request body has at most {limit} bytes."
        );

    public static Problem CallerUnknown() =>
        new(
            StatusCodes.Status400BadRequest,
            "caller-unknown",
            "Your IPv4 address is not known",
            "This service can't tell the IPv4 address that you come from: name your host's address."
        );

    public static Problem NotFound() =>
        new(
            StatusCodes.Status404NotFound,
            "check-not-found",
            "There is no such check",
            "There is no such check, or it has ended more than two minutes ago."
        );

    public static Problem NoServers() =>
        new(
            StatusCodes.Status404NotFound,
            "no-servers",
            "There is no list of servers",
            "This service has no list of servers to tell about."
        );

    public static Problem ServerNotFound() =>
        new(
            StatusCodes.Status404NotFound,
            "server-not-found",
            "There is no such server",
            "There is no such server on this service's list, or it keeps no history."
        );

    public static Problem TookTooLong() =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            "took-too-long",
            "The check took too long",
            "The check took too long and was given up. Try again."
        )
        {
            RetryAfter = 1,
        };

    public static Problem Of(TargetRefusal refusal) =>
        new(StatusCodes.Status403Forbidden, "target-refused", "This address is not checked", refusal.Message) { Scope = refusal.Scope };

    public static Problem Of(Refusal refusal) =>
        refusal.Reason switch
        {
            RefusalReason.TooManyChecks => Limited(StatusCodes.Status429TooManyRequests, "too-many-checks", "Too many requests", refusal),
            RefusalReason.TargetAskedTooOften => Limited(
                StatusCodes.Status429TooManyRequests,
                "target-asked-too-often",
                "This host was checked too often",
                refusal
            ),
            RefusalReason.Stopping => Limited(StatusCodes.Status503ServiceUnavailable, "stopping", "The service is restarting", refusal),
            _ => Limited(StatusCodes.Status503ServiceUnavailable, "at-capacity", "The service is busy", refusal),
        };

    public ProblemResource ToResource() => new(TypePrefix + Code, Title, Status, Detail, Code) { Scope = Scope, RetryAfter = RetryAfter };

    private static Problem Limited(int status, string code, string title, Refusal refusal) =>
        new(status, code, title, refusal.Message) { RetryAfter = refusal.RetryAfterSeconds };
}
