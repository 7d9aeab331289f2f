using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.V1;

internal sealed record ProgressResource(ProgressStage Stage, double ElapsedMs, int DatagramsSent, int DatagramsReceived);

/// <summary>How far a check has come.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ProgressStage>))]
internal enum ProgressStage
{
    /// <summary>An earlier check of the same host has to end first.</summary>
    Waiting,

    /// <summary>The host was asked.</summary>
    Asking,

    /// <summary>It has answered.</summary>
    Answered,

    /// <summary>Its seat is being given back.</summary>
    Leaving,
}
