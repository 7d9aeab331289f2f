using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>How a check ended, in the words of the API.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<CheckVerdict>))]
internal enum CheckVerdict
{
    /// <summary>It was stopped before there was one.</summary>
    Unknown,

    /// <summary>A P2P host answered.</summary>
    Responding,

    /// <summary>A P2P host answered; somebody is connected to it.</summary>
    Busy,

    /// <summary>A P2P room without a free place answered.</summary>
    Full,

    /// <summary>The machine, or its router, says that nothing listens on the port.</summary>
    PortClosed,

    /// <summary>A Kaillera server answered.</summary>
    KailleraServer,

    /// <summary>Another program answered.</summary>
    OtherProgram,

    /// <summary>Nothing came back.</summary>
    NoResponse,

    /// <summary>The service could not send there.</summary>
    NoRoute,
}
