namespace Throughline.Platform.Jobs;

/// <summary>Which kinds of jobs there are, and in which lanes they run.</summary>
public sealed class JobKinds(IServiceScopeFactory scopes)
{
    private readonly Lazy<IReadOnlyDictionary<string, Lane>> _lanes = new(() => Find(scopes));

    /// <summary>Quick is always among them: it also takes what nobody does, so that this is seen.</summary>
    public IReadOnlyList<Lane> Lanes => [.. _lanes.Value.Values.Prepend(Lane.Quick).DistinctBy(lane => lane.Name)];

    public IReadOnlyList<string> In(Lane lane) => [.. _lanes.Value.Where(pair => pair.Value.Name == lane.Name).Select(pair => pair.Key)];

    public IReadOnlyList<string> All => [.. _lanes.Value.Keys];

    public string LaneOf(string kind) => _lanes.Value.GetValueOrDefault(kind, Lane.Quick).Name;

    private static Dictionary<string, Lane> Find(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<IJob>().ToDictionary(job => job.Kind, job => job.Lane);
    }
}
