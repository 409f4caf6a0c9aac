using System.Text.Json;

namespace Throughline.Platform.Security.Audit;

/// <summary>Audit entries as a person reads them. Rooms name their own actions, so the words are made of the names.</summary>
public static class AuditWords
{
    /// <summary><c>user.role-changed</c> → "Colleague: role changed".</summary>
    public static string OfAction(string action)
    {
        var (thing, done) = action.Split('.', 2) is [var first, var second] ? (first, second) : (action, "");
        var what = Plain(Thing(thing));
        return done.Length == 0 ? what : $"{what}: {done.Replace('-', ' ').Replace('.', ' ')}";
    }

    /// <summary><c>customer:12</c> → "Customer 12".</summary>
    public static string OfSubject(string subject) => subject.Split(':', 2) switch
    {
        ["user", "unknown"] => "Nobody we know",
        ["user", _] => "A colleague",
        ["key", _] => "A key",
        [var kind, var number] => $"{Plain(Thing(kind))} {number}",
        _ => Plain(subject),
    };

    /// <summary>The details in one line: "from agent, to admin".</summary>
    public static string OfDetails(JsonElement? details) => details is { ValueKind: JsonValueKind.Object } some
        ? string.Join(", ", some.EnumerateObject().Where(part => part.Value.ValueKind is not JsonValueKind.Null).Select(part => $"{WordsOf(part.Name)} {TextOf(part.Value)}"))
        : details?.ToString() ?? "";

    static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Array ? string.Join(" ", value.EnumerateArray().Select(TextOf)) : value.ToString();

    static string Thing(string name) => name == "user" ? "colleague" : name;

    static string Plain(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');

    static string WordsOf(string camelCase) => string.Concat(camelCase.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
