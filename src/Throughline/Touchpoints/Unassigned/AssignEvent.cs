using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Touchpoints.Inventory;

namespace Throughline.Touchpoints.Unassigned;

/// <summary>Gives an event to a touchpoint, for all of history.</summary>
public sealed class AssignEvent(ListTouchpoints list, SaveTouchpoint save) : IPart
{
    public abstract record Outcome;
    public sealed record Assigned(string Touchpoint, Guid? Undo) : Outcome;
    public sealed record NoSuchTouchpoint : Outcome;
    public sealed record Refused(string Why) : Outcome;

    public async Task<Outcome> Assign(string name, string key, Actor by, CancellationToken ct)
    {
        if (await list.Show(key, ct) is not { } card) return new NoSuchTouchpoint();
        var request = new SaveTouchpoint.Request(
            null, card.Name, card.Channel, card.Stage, card.Goal, card.Owner, card.Promise, [.. card.Rules, new Rule(name)], card.Version);
        return await save.Save(key, request, by, ct, "“{0}” is assigned, for all history.", name) switch
        {
            SaveTouchpoint.Saved saved => new Assigned(saved.Touchpoint.Name, saved.Undo),
            SaveTouchpoint.Overtaken => new Refused(Words.Say("Someone else just changed this touchpoint. Try again.")),
            SaveTouchpoint.Refused refused => new Refused(refused.Faults[0].Why),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
    }
}
