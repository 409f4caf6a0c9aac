using Throughline.Contracts;
using Throughline.Data.Import.Reading;

namespace Throughline.Data.Import.Values;

/// <summary>What a column of customers holds: ids of its own, or mail addresses or phone numbers, which say who it is elsewhere too.</summary>
internal sealed record CustomerColumn(string Kind)
{
    /// <summary>One in ten may be something else, such as a clerk's note.</summary>
    private const double NearlyAll = 0.9;

    /// <param name="said">By a person: <c>userId</c>, <c>email</c> or <c>phone</c>; null finds it.</param>
    /// <exception cref="UnreadableFileException">It is none of the three.</exception>
    public static CustomerColumn Decide(CsvHead head, int column, string? said) => said switch
    {
        null or "" => new(Found(head, column)),
        Identity.UserId or Identity.Email or Identity.Phone => new(said),
        _ => throw new UnreadableFileException("bad_customer_kind", "The customer kind must be userId, email or phone."),
    };

    /// <summary>What a column's first thousand values are.</summary>
    public static string Found(CsvHead head, int column)
    {
        var values = head.Rows.Where(r => column < r.Length).Select(r => r[column].Trim()).Where(v => !BlockedValues.Contains(v)).ToList();
        var enough = values.Count * NearlyAll;
        return values.Count == 0 ? Identity.UserId
            : values.Count(IsAddress) >= enough ? Identity.Email
            : values.Count(IsNumber) >= enough ? Identity.Phone
            : Identity.UserId;
    }

    /// <summary>Whom a value names. Ids stay as they are written; what is no address in a column of addresses is an id.</summary>
    public Identity Of(string value) => Kind switch
    {
        Identity.Email when IsAddress(value) => new Identity(Identity.Email, value).Normalised(),
        Identity.Phone when value.Any(char.IsAsciiDigit) => new Identity(Identity.Phone, value).Normalised(),
        _ => new Identity(Identity.UserId, value),
    };

    private static bool IsAddress(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < value.Length - 1;
    }

    // Digits alone may be a number of the shop's own.
    private static bool IsNumber(string value) =>
        value.Length >= 8 && value[0] is '+' or '(' && value.Count(char.IsAsciiDigit) is >= 7 and <= 15
            && value.All(c => char.IsAsciiDigit(c) || "+() -./".Contains(c));
}
