namespace Smash64.Kaillera.Console.Reports;

/// <summary>What a server says to who wants to come in, within the report of <c>server</c>.</summary>
internal sealed record DoorwayReport
{
    public required string Status { get; init; }

    public required int? LoginPort { get; init; }

    public required double? RoundTripMs { get; init; }

    public required double ElapsedMs { get; init; }

    public required int DatagramsSent { get; init; }

    public required int DatagramsReceived { get; init; }

    public required string Reason { get; init; }

    public static DoorwayReport From(KailleraDoorwayResult result) =>
        new()
        {
            Status = Words.ToWord(result.Status),
            LoginPort = result.LoginPort,
            RoundTripMs = Words.ToMilliseconds(result.RoundTripTime),
            ElapsedMs = Words.ToMilliseconds(result.Elapsed),
            DatagramsSent = result.DatagramsSent,
            DatagramsReceived = result.DatagramsReceived,
            Reason = result.Reason,
        };
}
