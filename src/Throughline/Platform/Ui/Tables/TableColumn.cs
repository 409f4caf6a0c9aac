using Microsoft.AspNetCore.Components;

namespace Throughline.Platform.Ui.Tables;

/// <summary>A column of a <see cref="DataTable{TRow}"/>. The first one names the row and is always there.</summary>
/// <param name="Key">As the address names it.</param>
/// <param name="Title">In the reader's words.</param>
public sealed record TableColumn<TRow>(string Key, string Title, RenderFragment<TRow> Cell)
{
    /// <summary>Rows can be put in its order: <c>sort</c> in the address then says its key, after a minus from the end.</summary>
    public bool IsSortable { get; init; }

    /// <summary>Its first click puts the latest or the largest first.</summary>
    public bool IsLatestFirst { get; init; }

    public bool IsNumber { get; init; }

    /// <summary>Not there until somebody chooses it.</summary>
    public bool IsExtra { get; init; }
}
