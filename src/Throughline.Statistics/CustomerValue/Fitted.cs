namespace Throughline.Statistics.CustomerValue;

/// <summary>A model at the maximum of its likelihood.</summary>
/// <param name="Model">The model with its parameters.</param>
/// <param name="LogLikelihood">ln L summed over all customers.</param>
/// <param name="Converged">False when the slope did not vanish: the likelihood then rises towards a limit (as when all customers behave
/// alike) and the parameters are one point on the way.</param>
public sealed record Fitted<T>(T Model, double LogLikelihood, bool Converged);
