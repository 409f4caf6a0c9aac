using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Outbox;

namespace Throughline.Data.Deliveries;

/// <summary>Tells the home page that facts could not be handed on.</summary>
public sealed class DeliveriesToLookAt(ShowDeliveries deliveries, IStringLocalizer<Words> words) : IAttentionSource
{
    public string Permission => DataPermissions.MendData;

    public async Task<IReadOnlyList<Attention>> Look(CancellationToken ct) => (await deliveries.Show(ct)).Failing switch
    {
        [] => [],
        [var only] => [new("deliveries", true, words["One fact could not be handed on"], $"{only.Fact} · {only.Handler}",
            "/data/deliveries", words["Look at it"])
            { Facts = "1" }],
        var some => [new("deliveries", true, words["{0:N0} facts could not be handed on", some.Count],
            string.Join(" · ", some.Select(f => f.Handler).Distinct().Take(3)), "/data/deliveries", words["Look at them"])
            { Facts = Attention.About(some.Count) }],
    };
}
