namespace Throughline.Platform.Journal.Removing;

/// <summary>Which interactions are over: those that every one of several settings says are, and another does not say are already.</summary>
/// <param name="AllOf">By event name, or <c>*</c> for all others, the oldest time in microseconds that is kept.</param>
/// <param name="But">What these say is over is not meant.</param>
public sealed record Expired(IReadOnlyList<IReadOnlyDictionary<string, long>> AllOf, IReadOnlyList<IReadOnlyDictionary<string, long>>? But = null)
{
    private const string Everything = "*";

    public bool Is(string name, long at) => AreAll(AllOf, name, at) && (But is null || !AreAll(But, name, at));

    private static bool AreAll(IReadOnlyList<IReadOnlyDictionary<string, long>> settings, string name, long at)
    {
        foreach (var kept in settings)
            if (!(kept.TryGetValue(name, out var oldest) || kept.TryGetValue(Everything, out oldest)) || at >= oldest) return false;
        return settings.Count > 0;
    }
}

/// <summary>How much would go, of whom, and when the first and the last of it happened, in microseconds.</summary>
public sealed record WouldGo(int Interactions, IReadOnlySet<int> Identities, long First, long Last);
