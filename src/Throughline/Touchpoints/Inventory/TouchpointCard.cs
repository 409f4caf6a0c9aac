
namespace Throughline.Touchpoints.Inventory;

/// <summary>A touchpoint as the API shows it.</summary>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record TouchpointCard(
    string Key, string Name, string Channel, string Stage, GoalFields Goal, OwnerFields Owner, Promise? Promise, IReadOnlyList<Rule> Rules,
    int Version)
{
    public static TouchpointCard Of(Touchpoint t) =>
        new(
            t.Key, t.Name, t.Channel, t.Stage, new GoalFields(t.Goal, t.GoalEvent, t.GoalWithinSeconds),
            new OwnerFields(t.Department, t.Person), t.Promise, t.Rules, t.Version);
}

/// <param name="Text">What the customer wants there, in their words.</param>
/// <param name="Event">What shows that they got it.</param>
/// <param name="WithinSeconds">How long after it counts; a week, if left out.</param>
public sealed record GoalFields(string? Text, string? Event = null, long? WithinSeconds = null);

public sealed record OwnerFields(string? Department, string? Person = null);
