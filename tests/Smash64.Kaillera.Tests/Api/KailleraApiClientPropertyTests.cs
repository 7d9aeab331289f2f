using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Whatever a service answers, a call ends in a result or a <see cref="KailleraApiException"/>.</summary>
public sealed class KailleraApiClientPropertyTests
{
    private static readonly KailleraApiClientOptions OneTry = new() { MaxRetries = 0 };

    private static readonly Gen<HttpStatusCode> Statuses = Gen.Frequency(
        (4, Gen.Constant(HttpStatusCode.OK)),
        (1, Gen.Elements(HttpStatusCode.NoContent, HttpStatusCode.BadRequest, (HttpStatusCode)599)));

    private static readonly Gen<byte[]> AnyBytes = ArbMap.Default.GeneratorFor<byte[]>();

    [Fact]
    public void Calls_ArbitraryBytes_EndInResultOrKailleraApiException() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Answers(AnyBytes).ToArbitrary(), IsHandledAsync));

    [Fact]
    public void Calls_DamagedRecordedBodies_EndInResultOrKailleraApiException() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Answers(DamagedBodies()).ToArbitrary(), IsHandledAsync));

    private static Gen<(HttpStatusCode Status, byte[] Body)> Answers(Gen<byte[]> bodies) =>
        from status in Statuses
        from body in bodies
        select (status, body);

    // A recorded body with a few bytes replaced: mostly still JSON, or nearly.
    private static Gen<byte[]> DamagedBodies()
    {
        var recorded = ContractExchange.All.Values
            .Select(static exchange => Encoding.UTF8.GetBytes(exchange.ResponseBody))
            .Where(static body => body.Length > 0)
            .ToArray();

        var telling = Gen.Elements(Encoding.Latin1.GetBytes("\"\\{}[]:,0123456789-eEtnu\0\n\u0080\u00ff"));

        return
            from body in Gen.Elements(recorded)
            from changes in Gen.Choose(0, 4)
            from places in Gen.Choose(0, body.Length - 1).ArrayOf(changes)
            from bytes in telling.ArrayOf(changes)
            select Replace(body, places, bytes);
    }

    private static byte[] Replace(byte[] body, int[] places, byte[] bytes)
    {
        var damaged = (byte[])body.Clone();
        foreach (var (place, value) in places.Zip(bytes))
        {
            damaged[place] = value;
        }

        return damaged;
    }

    private static async Task<bool> IsHandledAsync((HttpStatusCode Status, byte[] Body) answer)
    {
        var client = new FakeService(FakeService.Bytes(answer.Body, answer.Status)).CreateClient(OneTry);

        return await IsHandledAsync(() => client.GetIPAsync())
            && await IsHandledAsync(() => client.CheckP2PAsync(FakeService.SomeHost))
            && await IsHandledAsync(() => client.CheckServerAsync(FakeService.SomeServer));
    }

    private static async Task<bool> IsHandledAsync<T>(Func<Task<T>> call)
    {
        try
        {
            _ = await call();
            return true;
        }
        catch (KailleraApiException e)
        {
            return e is { Error: not KailleraApiError.Unknown, StatusCode: not null, Endpoint: not null };
        }
    }
}
