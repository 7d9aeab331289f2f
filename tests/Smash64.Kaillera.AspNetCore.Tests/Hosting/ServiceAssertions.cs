using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>What is true of every problem, and of every answer.</summary>
internal static class ServiceAssertions
{
    public static void ShouldBeProblem(this ServiceAnswer answer, int status, string code)
    {
        answer.ContentType?.MediaType.Should().Be("application/problem+json");
        ShouldBeProblem(answer.Json, status, code);
        answer.Status.Should().Be(status);
    }

    public static void ShouldBeProblem(this JsonElement problem, int status, string code)
    {
        problem.GetProperty("code").GetString().Should().Be(code);
        problem.GetProperty("type").GetString().Should().Be($"urn:smash64-kaillera:problem:{code}");
        problem.GetProperty("status").GetInt32().Should().Be(status);
        problem.GetProperty("title").GetString().Should().NotBeNullOrWhiteSpace().And.NotEndWith(".");
        problem.GetProperty("detail").GetString().Should().NotBeNullOrWhiteSpace().And.EndWith(".");
        problem.TryGetProperty("scope", out _).Should().Be(code == "target-refused");
        problem
            .TryGetProperty("retryAfter", out _)
            .Should()
            .Be(code is "too-many-checks" or "target-asked-too-often" or "at-capacity" or "stopping" or "took-too-long");
    }

    /// <summary>Any page may read it, no cache keeps it, no browser runs it.</summary>
    public static void ShouldCarryTheServicesHeaders(this ServiceAnswer answer)
    {
        answer.Header("Access-Control-Allow-Origin").Should().Be("*");
        answer.Header("Access-Control-Expose-Headers").Should().Contain("Location").And.Contain("Retry-After");
        answer.Header("Cache-Control").Should().Contain("no-store");
        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
        answer.Header("Content-Security-Policy").Should().Be("default-src 'none'; frame-ancestors 'none'");
        answer.Header("Referrer-Policy").Should().Be("no-referrer");
        answer.Header("Access-Control-Allow-Credentials").Should().BeNull("nobody's cookies matter here");
    }
}
