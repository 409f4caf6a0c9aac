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
        IReadOnlyList<FindChanges.Change> changes = kept.IfKnown(new(period.From.ToString("O"), period.To.ToString("O"), null))?.Changes ?? [];
        return Task.FromResult<IReadOnlyList<Attention>>([.. changes.OrderByDescending(c => c.By < 0).Take(Most)
            .Select(c => new Attention(c.By < 0, c.Headline(words), c.Why(words), links.Funnel(c), words["See why"]))]);
    }
}
