using Throughline.Contracts;

namespace Throughline.Platform.Jobs;

/// <summary>Does jobs of one kind, each in a scope of its own. A job may run again after a crash or a failure, so it must bear that.</summary>
public interface IJob : IPart
{
    string Kind { get; }

    /// <summary>Whom it waits for. A kind that must wait for none of the others has a lane of its own name.</summary>
    Lane Lane => Lane.Quick;

    /// <param name="ct">Asks to end soon: the process stops, or <see cref="JobRun.IsStopAsked"/>. What is then thrown is no failure.</param>
    Task Run(JobRun run, CancellationToken ct);
}
