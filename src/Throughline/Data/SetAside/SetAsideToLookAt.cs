using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Data.SetAside;

/// <summary>Tells the home page that something was not understood.</summary>
public sealed class SetAsideToLookAt(IJournal journal, IStringLocalizer<Words> words) : IAttentionSource
{
    public string Permission => DataPermissions.MendData;

    public Task<IReadOnlyList<Attention>> Look(CancellationToken ct)
    {
        var reasons = journal.SetAside.Reasons();
        if (reasons.Count == 0) return Task.FromResult<IReadOnlyList<Attention>>([]);
        var count = reasons.Sum(r => (long)r.Items);
        return Task.FromResult<IReadOnlyList<Attention>>(
        [
            new("set-aside", false, count == 1 ? words["One interaction was set aside"] : words["{0:N0} interactions were set aside", count],
                string.Join(" · ", reasons.Take(3).Select(r => $"{words[ReasonWords.Of(r.Code)]} ({r.Items:N0})")), "/data/set-aside", words["Fix"])
            {
                Facts = $"{Attention.About(count)} {string.Join(' ', reasons.Select(r => r.Code).Order(StringComparer.Ordinal))}",
            },
        ]);
    }
}
