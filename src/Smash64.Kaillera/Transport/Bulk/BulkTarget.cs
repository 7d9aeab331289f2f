using System.Net;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Somebody to ask.</summary>
/// <param name="EndPoint">The end point, for the result.</param>
/// <param name="Remote">The same, for the socket.</param>
/// <param name="IsPaced">Whether the rate is for it.</param>
internal readonly record struct BulkTarget(IPEndPoint EndPoint, RemoteAddress Remote, bool IsPaced);
