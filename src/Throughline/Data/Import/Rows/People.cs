using System.Text;
using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;

namespace Throughline.Data.Import.Rows;

/// <summary>Reads off a row who it is about.</summary>
internal sealed class People(BoundPlan plan)
{
    private readonly (string Kind, FieldReader Field)[] _kinds =
        [.. new[] { Identity.UserId, Identity.AnonymousId, Identity.Email, Identity.Phone }
            .Select(kind => (kind, plan.Field(kind)))
            .Where(k => k.Item2.IsThere)];

    /// <summary>Everyone the row names, as one person; ids stay exactly as they are written.</summary>
    public RowProblem? Read(CsvReader row, out List<Identity> identities)
    {
        identities = new List<Identity>(2);
        var given = false;
        foreach (var (kind, field) in _kinds)
        {
            var text = field.Of(row);
            if (text.Trim((byte)' ').IsEmpty) continue;
            given = true;
            if (LostDigits.In(text)) return Rounded(row, text);
            var identity = new Identity(kind, Encoding.UTF8.GetString(text)).Normalised();
            if (Refused(identity) is { } problem) return problem;
            if (IsSomebody(identity)) identities.Add(identity);
        }
        if (identities.Count > 0) return null;
        return given
            ? new("blocked_identity", $"Line {row.Line} has no customer: a value such as guest, null or 0 is a placeholder.")
            : new("no_identity", $"Line {row.Line} says nothing of who it is about.");
    }

    public static RowProblem? Refused(Identity identity) => identity.Value switch
    {
        { Length: > Identity.LongestValue } => new("identity_too_long", $"{identity.Kind} has at most {Identity.LongestValue} characters."),
        var value when value.Contains('\0', StringComparison.Ordinal) => new("bad_text", "Names and ids must not contain the character U+0000."),
        _ => null,
    };

    /// <summary>Somebody in particular, once normalised.</summary>
    public static bool Names(Identity identity) => IsSomebody(identity);

    public static RowProblem Rounded(CsvReader row, ReadOnlySpan<byte> text) =>
        new("digits_lost", $"Line {row.Line}: a spreadsheet has rounded \"{Encoding.UTF8.GetString(text)}\". Make the column text and export it again.");

    private static bool IsSomebody(Identity identity) => !BlockedValues.Contains(identity.Value) && identity.Kind switch
    {
        Identity.Email or Identity.Phone => identity.IsContact,
        _ => true,
    };
}
