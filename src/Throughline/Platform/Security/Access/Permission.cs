namespace Throughline.Platform.Security.Access;

/// <summary>A named right that a room declares and its routes ask for. Owners and admins hold all of them.</summary>
/// <param name="Name">What routes name: <c>customers.read</c>.</param>
/// <param name="What">What a person reads: "View customers and their timelines".</param>
/// <param name="Roles">The other roles that hold it.</param>
public sealed record Permission(string Name, [Said] string What, params IReadOnlyList<string> Roles)
{
    /// <summary>True for the administration of people and keys, which no key may do.</summary>
    public bool PeopleOnly { get; init; }
}
