using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Tables;

namespace Throughline.Platform.Views;

/// <summary>Saves, edits and deletes views from the page of their list, and leads back to what was seen there.</summary>
public sealed class ViewForms(SaveView save, DeleteView delete, IEnumerable<INamedList> lists) : IFeature
{
    public const string Full = "full", Overtaken = "overtaken";

    /// <param name="View">Null: a new one.</param>
    /// <param name="Seen">What is seen: the query that a new view keeps.</param>
    private sealed record Sent(INamedList List, Guid? View, string Seen)
    {
        public string Back(Guid? view, string? undo = null, string? refused = null) => ViewQuery.Link(List,
            view is { } id ? $"{TableView.Opened}={id}" : "", Seen, undo is null ? "" : $"undo={undo}",
            refused is null ? "" : $"{ViewQuery.RefusedSaid}={refused}");
    }

    private async Task<string> Save(Guid? id, IFormCollection form, Actor by, CancellationToken ct)
    {
        if (Read(id, form) is not { } sent) return "/";
        // Who renames a view has not said that what is seen now is to be kept, and who updates it has not renamed it.
        var request = new SaveView.Request(
            id is null ? sent.List.Key : null, form.ContainsKey("name") ? form["name"].ToString() : null,
            id is null || !form.ContainsKey("name") ? sent.Seen : null, form.ContainsKey("name") ? form.ContainsKey("shared") : null);
        return await save.Save(id is { } known ? new ViewId(known) : ViewId.New(), request, by, ct) switch
        {
            SaveView.Saved saved => sent.Back(saved.View.Id, undo: saved.Undo.ToString()),
            SaveView.Refused refused => sent.Back(id, refused: refused.Faults[0].Field),
            SaveView.TooMany => sent.Back(id, refused: Full),
            _ => sent.Back(id, refused: Overtaken),
        };
    }

    private async Task<string> Delete(Guid id, IFormCollection form, Actor by, CancellationToken ct)
    {
        if (Read(id, form) is not { } sent) return "/";
        return await delete.Delete(new ViewId(id), by, ct) is DeleteView.Deleted deleted
            ? sent.Back(null, undo: deleted.Undo.ToString())
            : sent.Back(id, refused: Overtaken);
    }

    private Sent? Read(Guid? id, IFormCollection form) => lists.FirstOrDefault(l => l.Key == form["list"].ToString().NullIfBlank()) is { } list
        ? new(list, id, ViewQuery.Kept(form["query"].ToString(), list))
        : null;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/views", async (IFormCollection form, ViewForms forms, HttpContext http, CancellationToken ct) =>
                Results.LocalRedirect(await forms.Save(null, form, Actor.Of(http.User), ct)))
            .RequirePermission(ViewPermissions.Save).ExcludeFromDescription();
        pages.MapPost("/views/{id:guid}", async (Guid id, IFormCollection form, ViewForms forms, HttpContext http, CancellationToken ct) =>
                Results.LocalRedirect(await forms.Save(id, form, Actor.Of(http.User), ct)))
            .RequirePermission(ViewPermissions.Save).ExcludeFromDescription();
        pages.MapPost("/views/{id:guid}/delete", async (Guid id, IFormCollection form, ViewForms forms, HttpContext http, CancellationToken ct) =>
                Results.LocalRedirect(await forms.Delete(id, form, Actor.Of(http.User), ct)))
            .RequirePermission(ViewPermissions.Save).ExcludeFromDescription();
    }
}
