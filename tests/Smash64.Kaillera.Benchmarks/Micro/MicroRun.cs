using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Smash64.Kaillera.Benchmarks.Figures;

namespace Smash64.Kaillera.Benchmarks.Micro;

/// <summary>Runs the BenchmarkDotNet parts in this process, for a few seconds each.</summary>
internal static class MicroRun
{
    public static void Run(FigureText text, Targets targets)
    {
        var job = Job.ShortRun.WithIterationCount(5).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddLogger(NullLogger.Instance)
            .AddColumnProvider(DefaultColumnProviders.Instance);
        config.AddDiagnoser(MemoryDiagnoser.Default);

        var validation = BenchmarkRunner.Run<ValidationBenchmarks>(config);
        text.Heading("Validation");
        foreach (
            var input in validation.Reports.GroupBy(
                static report => (string)report.BenchmarkCase.Parameters["Text"],
                StringComparer.Ordinal
            )
        )
        {
            var baseline = Mean(input.First(static report => Name(report) == nameof(ValidationBenchmarks.SourceGeneratedRegex)));
            text.Table(
                ["`" + input.Key + "`", "time", "the generated regex's time", "allocated"],
                input.Select(report =>
                    (string[])
                        [
                            Name(report),
                            FigureText.Nanoseconds(Mean(report)),
                            FigureText.Ratio(baseline / Mean(report)),
                            FigureText.Bytes(Allocated(report)),
                        ]
                )
            );
            var own = input.First(static report => Name(report) == nameof(ValidationBenchmarks.IsIPv4));
            targets.AtLeast($"validation of `{input.Key}`, times as fast as the generated regex", baseline / Mean(own), 5);
            targets.AtMost($"validation of `{input.Key}`, bytes allocated", Allocated(own), 0);
        }

        text.Heading("Datagrams and whole conversations, without a network");
        var others = new[] { BenchmarkRunner.Run<DatagramBenchmarks>(config), BenchmarkRunner.Run<ConversationBenchmarks>(config) };
        text.Table(
            ["", "time", "allocated"],
            others
                .SelectMany(static summary => summary.Reports)
                .Select(report => (string[])[Name(report), FigureText.Nanoseconds(Mean(report)), FigureText.Bytes(Allocated(report))])
        );
    }

    private static string Name(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static double Mean(BenchmarkReport report) => report.ResultStatistics?.Median ?? double.NaN;

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
}
