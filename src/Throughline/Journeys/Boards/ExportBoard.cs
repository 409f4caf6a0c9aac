using System.Globalization;
using System.Text;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Boards;

/// <summary>A board's figures for programs, for spreadsheets, or as plain text.</summary>
public sealed class ExportBoard : IFeature
{
    public static string AsCsv(BoardSnapshot board)
    {
        var csv = new StringBuilder(CsvText.Line("tile", "period_from", "period_to", "label", "number", "text", "n"));
        foreach (var tile in board.Tiles.Where(t => t.Name is not null))
        {
            if (tile.Figures.Count == 0) Line(csv, tile, tile.Says, null, "", null);
            foreach (var figure in tile.Figures) Line(csv, tile, figure.Label, figure.Number, figure.Text, figure.N);
        }
        return csv.ToString();
    }

    public static string AsText(BoardSnapshot board)
    {
        var text = new StringBuilder().Append(board.Name).Append('\n').Append(CultureInfo.InvariantCulture, $"{board.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n");
        foreach (var tile in board.Tiles)
        {
            text.Append('\n');
            if (tile.Name is { } name) text.Append("## ").Append(name).Append('\n');
            if (tile.Note is { } note) text.Append(note).Append('\n');
            if (tile.Says.Length > 0) text.Append(tile.Says).Append('\n');
            var widest = tile.Figures.Select(f => f.Label.Length).DefaultIfEmpty(0).Max();
            foreach (var figure in tile.Figures) text.Append("  ")
                .Append(figure.Label.PadRight(widest))
                .Append("  ")
                .Append(figure.Text)
                .Append(figure.N is { } n ? string.Create(CultureInfo.InvariantCulture, $"  (n = {n})") : "")
                .Append('\n');
        }
        return text.ToString();
    }

    private static void Line(StringBuilder csv, TileSnapshot tile, string label, double? number, string text, long? n) =>
        csv.Append(CsvText.Line(
            tile.Name, At(tile.From), At(tile.To), label,
            number?.ToString("R", CultureInfo.InvariantCulture), text, n?.ToString(CultureInfo.InvariantCulture)));

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/boards/{id:guid}/figures", async (Guid id, string? period, string? format, SnapshotBoard snapshot, CancellationToken ct) =>
        {
            if (format is not (null or "json" or "csv" or "text"))
                return Problems.Of(StatusCodes.Status400BadRequest, "unknown_format", "Use the format json, csv or text.");
            if (period is not null && !ShowTile.Periods.Contains(period)) return Problems.Of(
                StatusCodes.Status400BadRequest, "unknown_period", $"Use one of {string.Join(", ", ShowTile.Periods)}, or leave out the period.");
            if (await snapshot.Take(id, period, ct) is not { } board) return ShowBoard.NotFound();
            return format switch
            {
                "csv" =>
                    Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(AsCsv(board))).ToArray(), "text/csv; charset=utf-8", "board.csv"),
                "text" => Results.Text(AsText(board), "text/plain", Encoding.UTF8),
                _ => Results.Ok(board),
            };
        })
        .RequirePermission(JourneysPermissions.Read).WithTags("Boards")
        .WithSummary("The current figures of a board's tiles, as JSON, CSV or text").Produces<BoardSnapshot>();
}
