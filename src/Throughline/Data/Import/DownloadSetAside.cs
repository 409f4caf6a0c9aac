using System.Text;
using System.Text.Json;
using Throughline.Data.Import.Undoing;
using Throughline.Platform.Csv;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Import;

/// <summary>The rows of one import that could not be taken, with why, as a file to mend and import again.</summary>
public sealed class DownloadSetAside(IJournal journal, ShowImports imports) : IFeature
{
    private const int AtOnce = 500;

    /// <summary>What the set-aside list keeps of a row besides its columns.</summary>
    private const string WholeRow = "row", Copy = "copy";

    /// <summary>Null when there is no such import.</summary>
    public async Task<string?> Name(Guid id, CancellationToken ct) => (await imports.Show(id, ct))?.FileName;

    public async Task Write(Guid id, Stream to, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        List<string>? columns = null;
        foreach (var item in Items(UndoImport.SourceOf(new ImportId(id))))
        {
            var cells = Cells(item.Body);
            if (columns is null)
            {
                columns = [.. cells.Keys.Where(name => name is not Copy)];
                await text.WriteAsync(CsvText.Line([.. columns, "reason"]).AsMemory(), ct);
            }
            // A row that could not be parted into its columns stands whole in the first.
            var row = cells.TryGetValue(WholeRow, out var whole) && !columns.Contains(WholeRow)
                ? [whole, .. columns.Skip(1).Select(_ => "")]
                : columns.Select(column => cells.GetValueOrDefault(column, ""));
            await text.WriteAsync(CsvText.Line([.. row, item.Message]).AsMemory(), ct);
        }
    }

    private IEnumerable<SetAsideItem> Items(string source)
    {
        for (long after = 0; journal.SetAside.OfSource(source, after, AtOnce) is { Count: > 0 } items; after = items[^1].Id)
            foreach (var item in items) yield return item;
    }

    private static Dictionary<string, string> Cells(byte[] body)
    {
        var cells = new Dictionary<string, string>();
        foreach (var cell in JsonElement.Parse(body).EnumerateObject()) cells[cell.Name] = cell.Value.ToString();
        return cells;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/imports/{id:guid}/set-aside.csv", async (Guid id, DownloadSetAside feature, CancellationToken ct) =>
            await feature.Name(id, ct) is { } name
                ? Results.Stream(to => feature.Write(id, to, ct), "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(name)}-set-aside.csv")
                : ShowImports.NotFound())
        .RequirePermission(DataPermissions.MendData).WithTags("Import").WithSummary("The rows an import set aside, with reasons, as CSV");
}
