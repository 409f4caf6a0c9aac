namespace Throughline.Statistics.Recommending;

/// <summary>How EASE is fitted.</summary>
/// <param name="Lambda">The ridge penalty, above 0, in squared purchases: larger is nearer to popularity.</param>
/// <param name="MostItems">The most-bought items that take part, from 1; time grows with its cube and memory with its square (4 bytes a
/// pair). Others have no links and are for <see cref="ItemNeighbours"/> or <see cref="CoPurchase"/>.</param>
/// <param name="Decay">How purchases age in the fit, counted to <paramref name="Today"/>.</param>
/// <param name="Today">The day that ages are counted to.</param>
public sealed record EaseOptions(double Lambda = 500, int MostItems = 20_000, Decay Decay = default, int Today = 0);
