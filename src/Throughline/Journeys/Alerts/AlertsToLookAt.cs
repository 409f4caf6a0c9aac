using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Alerts;

/// <summary>Rings the bell of whoever set an alert, and stands in their daily mail, while it holds.</summary>
public sealed class AlertsToLookAt(ThroughlineDb db, AlertText text, Viewer viewer, IStringLocalizer<Words> words) : IAttentionSource, IDailyNews
{
    public string Permission => JourneysPermissions.Read;

    public int Order => 100;

    public async Task<IReadOnlyList<Attention>> Look(CancellationToken ct) => [.. (await Told(viewer.Id, ct)).Select(a =>
        new Attention($"alert:{a.Id.Value:N}", IsHurt: false, text.Headline(a), text.Evidence(a), LinkOf(a), words["View it"], Since: a.ToldAt)
        {
            Facts = a.ToldAt!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), IsAskedFor = true,
        })];

    public async Task<IReadOnlyList<NewsSection>> Gather(Guid user, CancellationToken ct)
    {
        if (!viewer.May(Permission)) return [];
        return [new(NewsKinds.Alerts, words["Alerts you set"],
            [.. (await Told(user, ct)).Select(a => new NewsItem(text.Headline(a), text.Evidence(a), LinkOf(a), words["View it"], NewsTone.Watch))])];
    }

    private async Task<List<Alert>> Told(Guid? user, CancellationToken ct)
    {
        var alerts = db.Alerts;
        return user is not { } id
            ? []
            : await alerts.AsNoTracking().Where(a => a.UserId == id && a.ToldAt != null).OrderByDescending(a => a.ToldAt).ToListAsync(ct);
    }

    private static string LinkOf(Alert a) => AlertFigures.LinkOf(a.Figure, a.Subject, a.Query, a.Period);
}
