namespace Throughline.Statistics.CustomerValue;

/// <summary>A model at the maximum of its likelihood.</summary>
/// <param name="Model">The model with its parameters.</param>
/// <param name="LogLikelihood">ln L summed over all customers.</param>
/// <param name="Converged">True at a peak of the likelihood. False when it rises on towards a limit (as when all customers behave alike, or
/// when a few spend so much that no mean is finite) or the search came to its end: the parameters are then one point on the way.</param>
public sealed record Fitted<T>(T Model, double LogLikelihood, bool Converged);
