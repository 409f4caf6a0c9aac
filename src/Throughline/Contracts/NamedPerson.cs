using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughline.Contracts;

/// <summary>What somebody is called and known by, to be looked for in what others wrote.</summary>
public sealed class NamedPerson
{
    private const int ShortestId = 4, ShortestName = 4;

    private static readonly JsonSerializerOptions AsWritten = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _words = [];
    private readonly ContactsInText _contacts;

    /// <param name="name">As they are called; empty when nobody knows.</param>
    /// <param name="identities">Ids of fewer than four characters are not looked for: they stand in everything.</param>
    public NamedPerson(string name, IReadOnlyCollection<Identity> identities)
    {
        if (name.Length >= ShortestName) _words.Add(name);
        _words.AddRange(identities.Where(i => i.Kind is not (Identity.Email or Identity.Phone) && i.Value.Length >= ShortestId).Select(i => i.Value));
        _contacts = new ContactsInText([.. identities.Where(i => i.Kind is Identity.Email or Identity.Phone)], []);
    }

    /// <summary>What was written as a value, as one text to look in: letters stand in it as they are.</summary>
    public static string Written<T>(T value) => JsonSerializer.Serialize(value, AsWritten);

    public bool IsIn(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (!string.IsNullOrEmpty(text) && (_contacts.TakenOutOf(text) is not null || _words.Exists(word => Stands(word, text)))) return true;
        return false;
    }

    // As a word of its own: "anna" is not in "Savannah".
    private static bool Stands(string word, string text)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = at + 1 < text.Length ? text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]))) return true;
        return false;
    }
}
