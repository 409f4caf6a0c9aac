using System.Collections.Concurrent;

namespace Throughline.Platform.Jobs;

/// <summary>What runs in this process.</summary>
public sealed class RunningJobs
{
    public const string Topic = "jobs";

    private readonly ConcurrentDictionary<string, JobRun> _runs = [];

    public JobRun? Find(string id) => _runs.GetValueOrDefault(id);

    internal void Begin(JobRun run) => _runs[run.Id] = run;

    internal void End(JobRun run) => _runs.TryRemove(new(run.Id, run));
}
