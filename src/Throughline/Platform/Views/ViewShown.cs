using Throughline.Contracts;
using Throughline.Platform.Ui.Tables;

namespace Throughline.Platform.Views;

/// <summary>A saved view as pages and the API show it.</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Query">As in the address of the list.</param>
/// <param name="IsShared">All colleagues who see the list see it.</param>
/// <param name="Owner">The name of whoever saved it; null when their account is gone.</param>
/// <param name="IsMine">Whoever asks saved it.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
/// <param name="Link">The list as the view has it.</param>
public sealed record ViewShown(
    Guid Id, string List, string Name, string Query, bool IsShared, string? Owner, bool IsMine, DateTimeOffset ChangedAt, string ChangedBy, int Version,
    string Link)
{
    public static ViewShown Of(SavedView view, INamedList list, string? owner, Guid? asker) => new(view.Id.Value, view.List, view.Name, view.Query,
        view.IsShared, owner, view.OwnerId == asker, view.ChangedAt, view.ChangedBy, view.Version, LinkOf(view, list));

    public static string LinkOf(SavedView view, INamedList list) => ViewQuery.Link(list, $"{TableView.Opened}={view.Id.Value}", view.Query);
}
