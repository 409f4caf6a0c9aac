using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Changes;

/// <summary>Tells the home page what changed in the last 30 days, as soon as it is known.</summary>
public sealed class ChangesToLookAt(ChangesKept kept, Viewer viewer, TimeProvider clock, IStringLocalizer<Words> words) : IAttentionSource
{
    private const int Most = 3;

    public string Permission => JourneysPermissions.Read;

    public Task<IReadOnlyList<Attention>> Look(CancellationToken ct)
    {
        var period = Period.Read(null, null, null, clock.GetUtcNow(), viewer.Calendar);
        var links = new ChangeLinks(period, null);
        if (kept.IfKnown(new(period.From.ToString("O"), period.To.ToString("O"), null)) is not var (found, since))
            return Task.FromResult<IReadOnlyList<Attention>>([new(null, false, words["Checking the journey map for changes"],
                words["They appear here automatically, within a minute or so."], "/journeys", words["Open the map"])]);
        return Task.FromResult<IReadOnlyList<Attention>>([.. Told(worse: true), .. Told(worse: false)]);

        IEnumerable<Attention> Told(bool worse) => found.Changes.Where(c => c.By < 0 == worse).Take(Most)
            .Select(c => new Attention($"change:{c.Touchpoint}:{(worse ? "worse" : "better")}", worse, c.Headline(words), c.Why(words),
                links.Funnel(c), words["See why"], !worse, since)
            {
                Facts = c.Cause is { } cause ? $"{cause.Property}={cause.Value}" : "",
            });
    }
}
