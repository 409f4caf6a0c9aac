namespace Throughline.Demo.People;

internal static class Names
{
    public static IReadOnlyList<string> First { get; } =
    [
        "Aoife", "Ciarán", "Niamh", "Seán", "Róisín", "Conor", "Sinéad", "Padraig", "Orla", "Eoin", "Maeve", "Declan", "Gráinne", "Fionn",
        "Saoirse", "Cathal", "Emma", "Jack",
        "Grace", "Harry", "Sophie", "James", "Lucy", "Oliver", "Amelia", "Thomas", "Ella", "Daniel", "Anna", "Lukas", "Lena", "Jonas",
        "Mia", "Felix", "Clara", "Paul",
        "Sanne", "Daan", "Fleur", "Bram", "Lotte", "Sem", "Camille", "Hugo", "Chloé", "Louis", "Manon", "Jules", "Zofia", "Jakub", "Maja",
        "Piotr", "Ines", "Mateo", "Lucía",
        "Pablo", "Amara", "Kofi", "Priya", "Arjun", "Mei", "Kenji", "Leila", "Omar", "Yara", "Tariq", "Freya", "Magnus", "Ingrid", "Elias",
    ];

    public static IReadOnlyList<string> Last { get; } =
    [
        "Murphy", "Kelly", "O'Sullivan", "Walsh", "Byrne", "Ryan", "O'Connor", "Doyle", "McCarthy", "Gallagher", "Doherty", "Kennedy",
        "Lynch", "Quinn", "Moore", "McLoughlin",
        "Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Thomas", "Roberts", "Johnson", "Wright", "Müller", "Schmidt", "Schneider",
        "Fischer", "Weber", "Wagner", "Becker",
        "Hoffmann", "de Vries", "Jansen", "Bakker", "Visser", "Smit", "Meijer", "Martin", "Bernard", "Dubois", "Petit", "Durand", "Leroy",
        "Kowalski", "Nowak", "Wójcik",
        "García", "Fernández", "López", "Mensah", "Okafor", "Sharma", "Patel", "Chen", "Tanaka", "Haddad", "Rahman", "Hansen", "Larsen", "Nilsson", "Virtanen",
    ];

    /// <summary>As it may stand in a mail address.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();
}
