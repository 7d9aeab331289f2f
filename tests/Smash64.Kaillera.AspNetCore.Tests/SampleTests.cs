using System.Text.RegularExpressions;

namespace Smash64.Kaillera.AspNetCore.Tests;

/// <summary>The sample keeps what the package can't: headers of the page, and what Kestrel tells and takes.</summary>
public sealed partial class SampleTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/status.html")]
    [InlineData("/js/page.js")]
    [InlineData("/nothing-here")]
    public async Task Any_AnswerOfThePage_AllowsNoScriptButItsFiles(string path)
    {
        await using var sample = new SampleFactory();

        var answer = await sample.CreateClient().GetAnswerAsync(path);

        var policy = answer.Header("Content-Security-Policy")!.Split("; ");
        policy.Should().Contain(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]);
        answer.Header("Content-Security-Policy").Should().NotContain("unsafe").And.NotContain("*").And.NotContain("http");
        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
        answer.Header("Referrer-Policy").Should().Be("no-referrer");
        answer.Header("Access-Control-Allow-Origin").Should().BeNull("the page is nobody else's to read");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/status.html")]
    public async Task Page_Markup_HoldsNoInlineScriptOrStyle(string path)
    {
        await using var sample = new SampleFactory();

        var page = await sample.CreateClient().GetAnswerAsync(path);

        page.Status.Should().Be(200);
        InlineCode().Matches(page.Text).Select(match => match.Value).Should().BeEmpty("the policy would keep it from running");
    }

    [Fact]
    public async Task Api_Answer_CarriesTheServicesHeadersBehindThoseOfThePage()
    {
        await using var sample = new SampleFactory();

        (await sample.CreateClient().GetAnswerAsync("/kaillera/v1/service")).ShouldCarryTheServicesHeaders();
    }

    [Fact]
    public async Task Production_PracticeHost_IsNotThere()
    {
        await using var sample = new SampleFactory();
        using var client = sample.CreateClient();

        (await client.GetAnswerAsync("/practice-host")).Status.Should().Be(404);
        (await client.PostAnswerAsync("/practice-host", "")).Status.Should().BeOneOf(404, 405);
    }

    [Fact]
    public async Task Production_Defaults_AskNoLocalAddress()
    {
        await using var sample = new SampleFactory();

        var answer = await sample.CreateClient().CheckAsync("192.168.1.20", 27886);

        answer.ShouldBeProblem(403, "target-refused");
        answer.Json.GetProperty("scope").GetString().Should().Be("private");
    }

    [Fact]
    public async Task GetIP_ConnectionWithoutAnAddress_IsUnknown()
    {
        await using var sample = new SampleFactory();

        var answer = await sample.CreateClient().GetAnswerAsync("/kaillera/get-ip", ("X-Forwarded-For", "203.0.113.9"));

        answer.Text.Should().Be("Unable to retrieve IP");
    }

    [Fact]
    public async Task Kestrel_Answer_DoesNotTellWhichServerItIs()
    {
        await using var sample = new SampleFactory();
        sample.UseKestrel(port: 0);
        sample.StartServer();

        var answer = await sample.CreateClient().GetAnswerAsync("/kaillera/get-ip");

        answer.Header("Server").Should().BeNull();
    }

    [GeneratedRegex("<script(?![^>]*\\ssrc=)[^>]*>|<style\\b|\\sstyle=|\\son[a-z]+=|javascript:", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InlineCode();
}
