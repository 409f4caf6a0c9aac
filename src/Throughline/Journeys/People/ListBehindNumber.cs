using Throughline.Contracts;

namespace Throughline.Journeys.People;

/// <summary>The customers behind a number, of which views are saved: each keeps the question and the number with it.</summary>
[OneForAll]
public sealed class ListBehindNumber : INamedList
{
    public string Key => "people";

    public string Path => "/journeys/people";

    public string Permission => JourneysPermissions.Read;

    [Said]
    public string? Whole => null;

    public IReadOnlyList<string> NotKept { get; } = ["after", "made", "refused"];
}
