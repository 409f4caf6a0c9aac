using System.Globalization;
using System.Net;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Loading;

/// <summary>Writes on the charts what colleagues knew at the time: true notes on four of the days on which something began or ended.</summary>
internal sealed class NotesOfTheYear(HttpClient server, World world)
{
    private readonly Queue<(Guid Id, DateTimeOffset Day, string Text, string Touchpoint)> _notes = new(new[]
    {
        (new Guid("0193a1f0-0000-7000-8000-000000000001"), DaysAgo(world, CheckoutFault.StartedDaysAgo), "New payment form released", "checkout"),
        (new Guid("0193a1f0-0000-7000-8000-000000000002"), DaysAgo(world, CheckoutFault.EndedDaysAgo), "Payment form fixed for Safari", "checkout"),
        (new Guid("0193a1f0-0000-7000-8000-000000000003"), LateDeliveries.LastBeginning(world.Today), "North moves to a new sorting centre", "delivery"),
        (new Guid("0193a1f0-0000-7000-8000-000000000004"), DaysAgo(world, ReferralWave.StartedDaysAgo), "Bring-a-friend campaign begins", "referral-sent"),
    }.OrderBy(note => note.Item2));

    public async Task WriteDue(DateTimeOffset at, CancellationToken ct)
    {
        while (_notes.TryPeek(out var note) && note.Day <= at)
        {
            _notes.Dequeue();
            var day = note.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            using var answer = await server.PutAsJsonAsync($"/api/notes/{note.Id}", new { day, note.Text, note.Touchpoint, version = 0 }, ct);
            // A load that was cut short finds those it wrote before.
            if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.Conflict)
                throw new InvalidOperationException($"The note was not taken: {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }

    private static DateTimeOffset DaysAgo(World world, int days) => world.Today.AddDays(-days);
}
