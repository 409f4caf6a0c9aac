using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Throughline.Contracts;
using Throughline.Platform.Ui.Tables;

namespace Throughline.Platform.Views;

/// <summary>What of an address a view keeps.</summary>
public static class ViewQuery
{
    /// <summary>In the address: why a view was not saved.</summary>
    public const string RefusedSaid = "view-refused";

    private static readonly string[] OfTheMoment = [TableView.Opened, RefusedSaid, "undo", "undone", "confirm", "cursor"];

    private static readonly string[] OfTheLook = [TableView.Said, TableView.ColumnsSaid, TableView.RowsSaid];

    /// <summary>The part of a query that says what is seen, in its own order: in a question the order means something.</summary>
    public static string Kept(string? query, INamedList list) => Kept(QueryHelpers.ParseQuery(query), list);

    /// <summary>What is seen of a list: what the address says, and the columns that this browser keeps where it does not say them.</summary>
    public static string Seen(HttpContext http, INamedList list)
    {
        var said = Kept(http.Request.Query, list);
        if (http.Request.Query.Keys.Any(name => name is TableView.Said or TableView.Opened)) return said;
        var look = TableView.Read(http, list.Key);
        if (look is { Columns: null, IsCompact: false }) return said;
        var query = new QueryBuilder { { TableView.Said, "1" } };
        foreach (var column in look.Columns ?? new HashSet<string>()) query.Add(TableView.ColumnsSaid, column);
        if (look.IsCompact) query.Add(TableView.RowsSaid, TableView.Compact);
        return Joined(said, query.ToString().TrimStart('?'));
    }

    /// <summary>Whether the address itself narrows or arranges nothing.</summary>
    public static bool SaysNothing(HttpContext http, INamedList list) => Parts(Kept(http.Request.Query, list)).Count == 0;

    /// <summary>Whether two say the same, in whatever order.</summary>
    public static bool AreSame(string one, string other) => one == other || Parts(one).SequenceEqual(Parts(other));

    public static string Joined(params IEnumerable<string> queries) => string.Join('&', queries.Where(query => query.Length > 0));

    /// <summary>The address of a list with a query.</summary>
    public static string Link(INamedList list, params IEnumerable<string> queries) =>
        Joined(queries) is { Length: > 0 } query ? $"{list.Path}?{query}" : list.Path;

    private static string Kept(IEnumerable<KeyValuePair<string, StringValues>> query, INamedList list) =>
        new QueryBuilder(query.Where(pair => !OfTheMoment.Contains(pair.Key) && !list.NotKept.Contains(pair.Key))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))).ToString().TrimStart('?');

    // What is blank says nothing, nor do rows that stand as they do anyway; columns have no order.
    private static List<(string, string)> Parts(string query) =>
    [
        .. QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value, (pair, value) => (pair.Key, Value: value?.Trim() ?? ""))
            .Where(part => part.Value.Length > 0 && part is not (TableView.RowsSaid, TableView.Comfortable))
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .ThenBy(part => OfTheLook.Contains(part.Key) ? part.Value : "", StringComparer.Ordinal),
    ];
}
