namespace Throughline.Demo.Company;

/// <summary>One of the two stores, with the kiosk that stands in it.</summary>
internal sealed record Store(string Name, string Kiosk)
{
    public static IReadOnlyList<Store> All { get; } = [new("Harbour Street", "kiosk-harbour-street"), new("Pine Road", "kiosk-pine-road")];
}

/// <summary>Where somebody lives.</summary>
/// <param name="NearStore">Near enough to walk in.</param>
internal sealed record Place(string City, string Country, string DialCode, bool NearStore = false)
{
    private static readonly Place[] Ireland =
    [
        new("Galway", "Ireland", "+353 85", true), new("Galway", "Ireland", "+353 86", true), new("Dublin", "Ireland", "+353 87", true),
        new("Cork", "Ireland", "+353 86"), new("Limerick", "Ireland", "+353 83"), new("Sligo", "Ireland", "+353 85"),
        new("Killarney", "Ireland", "+353 87"), new("Westport", "Ireland", "+353 89"),
    ];

    private static readonly Place[] Abroad =
    [
        new("Belfast", "United Kingdom", "+44 7700"), new("Glasgow", "United Kingdom", "+44 7700"),
        new("Manchester", "United Kingdom", "+44 7700"), new("Bristol", "United Kingdom", "+44 7700"),
        new("Utrecht", "Netherlands", "+31 6"), new("Groningen", "Netherlands", "+31 6"), new("Hamburg", "Germany", "+49 151"),
        new("Munich", "Germany", "+49 151"),
        new("Freiburg", "Germany", "+49 151"), new("Lyon", "France", "+33 6"), new("Rennes", "France", "+33 6"), new("Ghent", "Belgium", "+32 470"),
    ];

    public static Place Of(Chance chance) => chance.Pick(chance.Is(0.55) ? Ireland : Abroad);
}

/// <summary>Who works where: names on calls, chats and mails.</summary>
internal static class Agents
{
    public static IReadOnlyList<string> OnThePhone { get; } = ["Ciara", "Tom", "Bronagh", "Piotr", "Liam"];
    public static IReadOnlyList<string> OnChat { get; } = ["Niamh", "Jonas", "Aisling", "Marta"];
}
