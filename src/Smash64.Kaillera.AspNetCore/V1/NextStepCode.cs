using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>What a player can do next.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<NextStepCode>))]
internal enum NextStepCode
{
    ShareWithTrust,
    OpponentJoinsSecond,
    OpponentPeerAddress,
    RestartBoth,
    SomeoneConnected,
    RoomFull,
    AddressDiffers,
    IsItHosted,
    HostFirst,
    SameHostPort,
    ForwardUdp,
    ForwardToThisComputer,
    AllowInFirewall,
    GameRunning,
    UseServerStatus,
    OtherProgramOnPort,
    TryLater,
    AskCommunity,
}
