namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>The figures of one server in one step.</summary>
/// <param name="Step">The number of the step, from 1970, in its table.</param>
/// <param name="Figures">The figures.</param>
internal readonly record struct StepFigures(int Step, Figures Figures);
