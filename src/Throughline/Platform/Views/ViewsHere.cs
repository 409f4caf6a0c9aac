using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui.Tables;

namespace Throughline.Platform.Views;

/// <summary>The views of the list that a page shows, read once for all places where they stand.</summary>
public sealed class ViewsHere(ListViews views, IEnumerable<INamedList> lists) : IPart
{
    private readonly Dictionary<string, Task<Shown?>> _read = [];

    /// <param name="Seen">What is seen now, as a view would keep it.</param>
    /// <param name="IsWhole">The address says nothing, and no view is open.</param>
    /// <param name="Open">The view that is seen, perhaps with changes.</param>
    public sealed record Shown(INamedList List, string Seen, bool IsWhole, IReadOnlyList<ViewShown> Views, ViewShown? Open)
    {
        /// <summary>Something was changed since the view was opened.</summary>
        public bool IsChanged => Open is { } open && !ViewQuery.AreSame(open.Query, Seen);
    }

    /// <summary>Null where the list has no views.</summary>
    public Task<Shown?> Of(HttpContext http, string list)
    {
        if (!_read.TryGetValue(list, out var read)) _read[list] = read = Read(http, list);
        return read;
    }

    private async Task<Shown?> Read(HttpContext http, string key)
    {
        if (lists.FirstOrDefault(l => l.Key == key) is not { } list) return null;
        var (seen, asker) = (ViewQuery.Seen(http, list), http.User.UserId);
        var all = (await views.List(key, asker, 0, http.RequestAborted)).Items;
        var open = Guid.TryParse(http.Request.Query[TableView.Opened], out var id)
            ? all.FirstOrDefault(v => v.Id == id) ?? await views.Find(id, asker, http.RequestAborted)
            : null;
        if (open is not null && open.List != key) open = null;
        if (open is not null && all.All(v => v.Id != open.Id)) all = [open, .. all];
        open ??= all.FirstOrDefault(v => v.Query.Length > 0 && ViewQuery.AreSame(v.Query, seen));
        return new(list, seen, open is null && ViewQuery.SaysNothing(http, list), all, open);
    }
}
