using System.Net;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>End points that are in memory already: reading them never waits.</summary>
internal sealed class CollectionInput(IEnumerable<IPEndPoint> endPoints) : IBulkInput
{
    private readonly IEnumerator<IPEndPoint> _endPoints = endPoints.GetEnumerator();

    /// <inheritdoc/>
    public BulkInputState TryTake(out IPEndPoint? endPoint)
    {
        var found = _endPoints.MoveNext();
        endPoint = found ? _endPoints.Current : null;
        return found ? BulkInputState.Taken : BulkInputState.Ended;
    }

    public ValueTask DisposeAsync()
    {
        _endPoints.Dispose();
        return ValueTask.CompletedTask;
    }
}
