namespace Throughline.Platform.Ui.Tables;

/// <summary>Which columns a person sees of a table, and how close its rows stand: as the address says, else as this browser saw it last.</summary>
/// <param name="Columns">Keys of those that are shown beside the first; null: those that the table begins with.</param>
public sealed record TableView(IReadOnlySet<string>? Columns, bool IsCompact)
{
    /// <summary>In the address: that it says how the table looks, which columns, how close.</summary>
    public const string Said = "display", ColumnsSaid = "columns", RowsSaid = "rows", Compact = "compact", Comfortable = "comfortable";

    /// <summary>In the address: the saved view that was opened. It says itself how the table looks, and this browser keeps nothing of that.</summary>
    public const string Opened = "view";

    private const int LongestKept = 400;

    /// <param name="table">Of those in the house.</param>
    public static TableView Read(HttpContext http, string table)
    {
        var (query, name) = (http.Request.Query, $"table.{table}");
        var isSaved = query.ContainsKey(Opened);
        if (!query.ContainsKey(Said)) return Parse(isSaved ? null : http.Request.Cookies[name]);
        var view = new TableView(query[ColumnsSaid].OfType<string>().Where(IsKey).ToHashSet(), query[RowsSaid] == Compact);
        if (isSaved || http.Response.HasStarted) return view;
        if (view.ToString() is { Length: <= LongestKept } kept) http.Response.Cookies.Append(name, kept, Keeping(http));
        return view;
    }

    public bool Shows<TRow>(TableColumn<TRow> column) => Columns?.Contains(column.Key) ?? !column.IsExtra;

    public override string ToString() => $"{string.Join('.', Columns ?? new HashSet<string>())}~{(IsCompact ? Compact : "")}";

    private static TableView Parse(string? kept) => kept?.Split('~') is [var columns, var rows]
        ? new(columns.Split('.', StringSplitOptions.RemoveEmptyEntries).ToHashSet(), rows == Compact)
        : new(null, false);

    private static bool IsKey(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);

    private static CookieOptions Keeping(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) };
}
