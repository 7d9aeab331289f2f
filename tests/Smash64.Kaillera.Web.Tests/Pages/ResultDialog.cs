namespace Smash64.Kaillera.Web.Tests.Pages;

/// <summary>The dialog that says how a check ended.</summary>
internal sealed class ResultDialog(ILocator dialog)
{
    public ILocator Dialog { get; } = dialog;

    public ILocator Title { get; } = dialog.Locator("h2");

    public ILocator Reason { get; } = dialog.Locator(".reason");

    public ILocator EndPoint { get; } = dialog.Locator(".endpoint");

    public ILocator Facts { get; } = dialog.Locator(".facts");

    public ILocator Steps { get; } = dialog.Locator(".steps li");

    public ILocator EvidenceSummary { get; } = dialog.Locator(".evidence summary");

    public ILocator Evidence { get; } = dialog.Locator(".evidence li");

    public ILocator Doctor { get; } = dialog.Locator("#doctor");

    public ILocator DoctorLines { get; } = dialog.Locator("#doctor code[data-command]");

    public ILocator DoctorLink { get; } = dialog.Locator("#doctor-get");

    public ILocator DoctorCopies { get; } = dialog.Locator("#doctor button");

    public ILocator Shared { get; } = dialog.Locator(".shared");

    public ILocator Close { get; } = dialog.Locator("[data-close]");

    /// <summary>Gets the codes of the steps, in their order.</summary>
    public async Task<IReadOnlyList<string>> StepCodesAsync() =>
        await Steps.EvaluateAllAsync<string[]>("steps => steps.map((step) => step.dataset.code)");
}
