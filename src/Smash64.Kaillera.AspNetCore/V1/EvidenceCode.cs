using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>What a verdict rests on.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<EvidenceCode>))]
internal enum EvidenceCode
{
    Asked,
    CouldNotAsk,
    Answered,
    LoginAnswered,
    SeatTaken,
    NoFreePlace,
    Refused,
    ServerAnswered,
    OtherAnswer,
    NothingCameBack,
    Greeted,
    Leaving,
    LeftClean,
}
