using System.Text.Json;

namespace Throughline.Settings.Audit;

/// <summary>Audit entries as a person reads them. Rooms name their own actions, so the words are made of the names.</summary>
public static class AuditWords
{
    /// <summary><c>customer.merged</c> → "Customer merged".</summary>
    public static string OfAction(string action) => action switch
    {
        "user.signed-in" => Words.Say("Signed in"),
        "user.sign-in-refused" => Words.Say("Sign-in refused"),
        "user.signed-out" => Words.Say("Signed out"),
        "user.signed-out-everywhere" => Words.Say("Signed out everywhere"),
        "user.created" => Words.Say("Colleague added"),
        "user.role-changed" => Words.Say("Role changed"),
        "user.closed" => Words.Say("Account closed"),
        "user.reopened" => Words.Say("Account reopened"),
        "act.undone" => Words.Say("Undone"),
        "role.reset" => Words.Say("Role reset to its defaults"),
        _ => Plain(WithoutUser(action).Replace('.', ' ')),
    };

    /// <summary><c>customer:12</c> → "Customer 12".</summary>
    public static string OfSubject(string subject) => subject.Split(':', 2) switch
    {
        ["user", "unknown"] => Words.Say("Unknown customer"),
        ["user", _] => Words.Say("A colleague"),
        ["key", _] => Words.Say("A key"),
        [var kind, var number] => $"{Plain(kind)} {number}",
        _ => Plain(subject),
    };

    /// <summary>The details in one line: "from: agent, to: admin".</summary>
    public static string OfDetails(JsonElement? details) => details is { ValueKind: JsonValueKind.Object } some
        ? string.Join(", ", some.EnumerateObject()
            .Where(part => part.Value.ValueKind is not JsonValueKind.Null)
            .Select(part => $"{WordsOf(part.Name)}: {TextOf(part.Value)}"))
        : details?.ToString() ?? "";

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(" ", value.EnumerateArray().Select(TextOf)) : value.ToString();

    private static string WithoutUser(string name) => name.StartsWith("user.", StringComparison.Ordinal) ? name["user.".Length..] : name;

    private static string Plain(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');

    private static string WordsOf(string camelCase) => string.Concat(camelCase.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
