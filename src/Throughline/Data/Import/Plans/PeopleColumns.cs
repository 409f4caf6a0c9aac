using Throughline.Contracts;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;

namespace Throughline.Data.Import.Plans;

/// <summary>Knows columns of mail addresses and phone numbers by their values.</summary>
internal static class PeopleColumns
{
    /// <summary>A column of customers holds whatever a shop knows them by.</summary>
    public static void TellApart(CsvHead head, Dictionary<string, int> columns)
    {
        if (!columns.TryGetValue(Identity.UserId, out var column) || ImportFormats.IsUserId(head.Columns[column])) return;
        var kind = CustomerColumn.Found(head, column);
        if (kind == Identity.UserId || !columns.TryAdd(kind, column)) return;
        columns.Remove(Identity.UserId);
    }

    /// <summary>No column is named for people: the first that holds addresses or numbers is theirs.</summary>
    public static void Find(CsvHead head, Dictionary<string, int> columns)
    {
        for (var column = 0; column < head.Columns.Length; column++)
        {
            var kind = head.Columns[column].Length == 0 || columns.ContainsValue(column) ? Identity.UserId : CustomerColumn.Found(head, column);
            if (kind != Identity.UserId && columns.TryAdd(kind, column)) return;
        }
    }
}
