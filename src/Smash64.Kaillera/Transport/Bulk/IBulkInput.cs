using System.Net;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Whom a bulk call is to ask. Never waits.</summary>
internal interface IBulkInput : IAsyncDisposable
{
    /// <summary>Takes the next end point.</summary>
    /// <returns>Whether there is one now, or will be later, or never again.</returns>
    BulkInputState TryTake(out IPEndPoint? endPoint);
}

/// <summary>What an input has to give.</summary>
internal enum BulkInputState
{
    /// <summary>Here is one.</summary>
    Taken,

    /// <summary>Not yet.</summary>
    Later,

    /// <summary>That was all.</summary>
    Ended,
}
