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
        [var only] => [new("deliveries", true, words["One delivery failed"], $"{only.Fact} · {only.Handler}",
            "/data/deliveries", words["View"])
            { Facts = "1" }],
        var some => [new("deliveries", true, words["{0:N0} deliveries failed", some.Count],
            string.Join(" · ", some.Select(f => f.Handler).Distinct().Take(3)), "/data/deliveries", words["View deliveries"])
            { Facts = Attention.About(some.Count) }],
    };
}
