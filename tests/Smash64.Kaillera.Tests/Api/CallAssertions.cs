using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>What a call is expected to throw, in one line.</summary>
internal static class CallAssertions
{
    public static async Task<TException> ShouldThrowAsync<TException>(this Task call, string because = "")
        where TException : Exception
    {
        var act = () => call;
        return (await act.Should().ThrowAsync<TException>(because)).Which;
    }

    /// <summary>Expects a fault in an answer that came, so that its status is known.</summary>
    public static async Task<KailleraApiException> ShouldFailAsync(
        this Task call,
        KailleraApiError error,
        string endpoint,
        string because = "")
    {
        var fault = await call.ShouldThrowAsync<KailleraApiException>(because);

        fault.Error.Should().Be(error, because);
        fault.Endpoint.Should().Be(endpoint);
        fault.StatusCode.Should().NotBeNull("an answer came");
        fault.Message.Should().Contain(endpoint);
        return fault;
    }
}
