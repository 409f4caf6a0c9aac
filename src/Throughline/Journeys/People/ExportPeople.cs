using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.People;

/// <summary>Writes the customers behind a number as a file that spreadsheets read, and puts on record who took it.</summary>
public sealed class ExportPeople(PeopleBehind behind, IShowPeople people, ThroughlineDb db) : IFeature
{
    private const int AtOnce = 500;

    public abstract record Outcome;
    public sealed record File(Func<Stream, CancellationToken, Task> Write) : Outcome;
    public sealed record Misasked(string Code, string Why) : Outcome;

    public async Task<Outcome> Export(string? query, Actor by, CancellationToken ct)
    {
        try
        {
            var some = await behind.Find(query, ct);
            db.Audit(by, "customers.exported", "question:" + (some.Question?.Kind.Key ?? "map"), new { customers = some.Customers.Length });
            await db.SaveChangesAsync(ct);
            return new File((to, stop) => Write(some.Customers, to, stop));
        }
        catch (QuestionException e)
        {
            return new Misasked(e.Code, e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new Misasked("catching_up", e.Message);
        }
    }

    private async Task Write(int[] customers, Stream to, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvText.Line("id", "name", "first_seen", "last_seen").AsMemory(), ct);
        foreach (var some in customers.Chunk(AtOnce))
        {
            foreach (var person in await people.Show([.. some.Select(c => new CustomerId(c))], ct))
                await writer.WriteAsync(CsvText.Line(person.Id.ToString(), person.Name, At(person.FirstSeen), At(person.LastSeen)).AsMemory(), ct);
            await writer.FlushAsync(ct);
        }
    }

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journeys/people.csv", async (ExportPeople feature, HttpContext http) =>
            await feature.Export(http.Request.QueryString.Value, Actor.Of(http.User), http.RequestAborted) switch
            {
                File file => Results.Stream(to => file.Write(to, http.RequestAborted), "text/csv; charset=utf-8", "customers.csv"),
                Misasked not => Problems.Of(StatusCodes.Status400BadRequest, not.Code, not.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SharedPermissions.ExportCustomers).WithTags("Journeys").WithSummary("The customers behind a number of an answer, as CSV");
}
