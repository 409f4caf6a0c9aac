using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Data.Import;

/// <summary>Shows the first rows of a file, and how it would be read if nobody said otherwise.</summary>
public sealed class PreviewImport(ImportFolder folder) : IFeature
{
    public const int RowsShown = 6;

    public abstract record Outcome;

    /// <param name="Map">The column of each field, as guessed.</param>
    /// <param name="Sheets">Of a workbook; else empty.</param>
    /// <param name="Sheet">The one that is shown.</param>
    /// <param name="CustomersAre">Of purchases: what the column of customers holds, by its values: <c>userId</c>, <c>email</c> or <c>phone</c>.</param>
    /// <param name="Times">How times are written, where that is found.</param>
    public sealed record Shown(
        string Format,
        string Encoding,
        string Delimiter,
        IReadOnlyList<string> Columns,
        IReadOnlyList<IReadOnlyList<string>> Rows,
        IReadOnlyDictionary<string, string> Map,
        IReadOnlyList<string> Sheets,
        string? Sheet,
        string CustomersAre,
        string Times) : Outcome;

    public sealed record NoFile : Outcome;
    public sealed record Unreadable(string Code, string Why) : Outcome;

    public Outcome Preview(Guid id, FileView view)
    {
        if (!folder.Has(new ImportId(id))) return new NoFile();
        try
        {
            var choices = new FileChoices(ImportPlan.DelimiterOf(view.Delimiter), view.Encoding.NullIfBlank(), view.Sheet.NullIfBlank());
            var head = CsvHead.ReadAs(folder.FileOf(new ImportId(id)), choices);
            var kind = ImportFormats.Parse(view.Format) ?? ImportFormats.Guess(head.Columns);
            var found = FoundIn(head, kind);
            return new Shown(
                kind.Name(), head.File.Encoding, head.DelimiterName, head.Columns, [.. head.Rows.Take(RowsShown)], BoundPlan.Guess(head, kind),
                head.File.Sheets, head.File.Sheet, found.Customers, found.Times);
        }
        catch (UnreadableFileException e)
        {
            return new Unreadable(e.Code, e.Message);
        }
    }

    // What the rows say of themselves; nothing where a column is still to be chosen.
    private static (string Customers, string Times) FoundIn(CsvHead head, ImportFormat format)
    {
        try
        {
            var bound = BoundPlan.Bind(head, new ImportPlan(format.Name()));
            return (bound.Customers.Kind, bound.Times.Found);
        }
        catch (UnreadableFileException)
        {
            return (Identity.UserId, "");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/imports/{id:guid}/preview",
            (Guid id, string? format, string? delimiter, string? encoding, string? sheet, PreviewImport feature) =>
                feature.Preview(id, new(format, delimiter, encoding, sheet)) switch
            {
                Shown shown => Results.Ok(shown),
                NoFile => ShowImports.NotFound(),
                Unreadable unreadable => Problems.Of(StatusCodes.Status422UnprocessableEntity, unreadable.Code, unreadable.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
        .WithSummary("The first rows of an uploaded file, with the detected format and columns").Produces<Shown>();
}
