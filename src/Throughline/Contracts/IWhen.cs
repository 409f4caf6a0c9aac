namespace Throughline.Contracts;

/// <summary>
/// Does something when a fact has happened, in another room or its own. Each handler has a scope and a transaction of its own: what it
/// writes by the scoped <c>ThroughlineDb</c>, facts and jobs included, is committed together with the note that the fact was handed to
/// it, or not at all. Meanwhile nobody else can write, so whatever takes long, or leaves the machine, is a job that it schedules.
/// </summary>
public interface IWhen<in TFact> : IPart where TFact : IFact
{
    Task Handle(TFact fact, CancellationToken ct);
}
