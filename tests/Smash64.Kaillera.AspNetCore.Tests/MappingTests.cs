using Microsoft.AspNetCore.Builder;

namespace Smash64.Kaillera.AspNetCore.Tests;

public sealed class MappingTests
{
    [Fact]
    public async Task MapKailleraApi_ServicesAreMissing_SaysWhatToCall()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(bare => bare.MapKailleraApi()).Should().Throw<InvalidOperationException>().WithMessage("*AddKailleraApi()*MapKailleraApi()*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("kaillera")]
    [InlineData("/kaillera/")]
    public async Task MapKailleraApi_PrefixBreaksItsRule_SaysSo(string prefix)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddKailleraApi();
        await using var app = builder.Build();

        app.Invoking(bare => bare.MapKailleraApi(prefix)).Should().Throw<ArgumentException>().WithMessage($"*\"{prefix}\"*").WithParameterName(nameof(prefix));
    }

    [Fact]
    public async Task MapKailleraApi_Null_IsAMistake()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddKailleraApi();
        await using var app = builder.Build();

        app.Invoking(bare => bare.MapKailleraApi(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => KailleraApiEndpointRouteBuilderExtensions.MapKailleraApi(null!)).Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData("prefix", "/checker/v1/checks")]
    [InlineData("path base", "/base/kaillera/v1/checks")]
    [InlineData("group", "/api/kaillera/v1/checks")]
    [InlineData("route value", "/tenants/seven/v1/checks")]
    public async Task StartCheck_MappedElsewhere_LinksLeadThere(string how, string expected)
    {
        await using var service = await CheckerService.StartAsync(
            build: build => build.Services.AddSingleton<IP2PProbe>(new ScriptedProbe(P2PProbeStatus.Responding)),
            map: app => Map(app, how)
        );

        var answer = await service.Client.PostAnswerAsync(expected, "{}", ("Prefer", "respond-async"));

        answer.Status.Should().Be(202);
        var links = answer.Json.GetProperty("links");
        links.GetProperty("self").GetString().Should().StartWith(expected + "/").And.Be(answer.Header("Location"));
        var shown = await service.Client.GetAnswerAsync(links.GetProperty("self").GetString()!);
        shown.Json.GetProperty("links").GetRawText().Should().Be(links.GetRawText());
        await using var events = await EventStream.OpenAsync(service.Client, links.GetProperty("events").GetString()!);
        (await events.ReadToEndAsync())[^1].Json.GetProperty("links").GetRawText().Should().Be(links.GetRawText());
    }

    [Fact]
    public async Task MapKailleraApi_Conventions_HoldForAllCalls()
    {
        await using var service = await CheckerService.StartAsync(map: app => app.MapKailleraApi().RequireHost("elsewhere.example"));

        (await service.Client.GetAnswerAsync("/kaillera/get-ip")).Status.Should().Be(404);
        (await service.Client.GetAnswerAsync("/kaillera/health/live")).Status.Should().Be(404);
    }

    private static void Map(WebApplication app, string how)
    {
        switch (how)
        {
            case "prefix":
                app.MapKailleraApi("/checker");
                break;
            case "path base":
                app.UsePathBase("/base");
                app.UseRouting();
                app.MapKailleraApi();
                break;
            case "group":
                app.MapGroup("/api").MapKailleraApi();
                break;
            default:
                app.MapKailleraApi("/tenants/{tenant}");
                break;
        }
    }
}
