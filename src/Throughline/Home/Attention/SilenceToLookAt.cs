using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Home.Attention;

/// <summary>Tells that nothing has arrived for a day: a door may have closed unnoticed.</summary>
public sealed class SilenceToLookAt(IJournal journal, TimeProvider clock, IStringLocalizer<Words> words) : IAttentionSource
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public string Permission => StatusPermissions.ReadStatus;

    public Task<IReadOnlyList<Contracts.Attention>> Look(CancellationToken ct)
    {
        if (journal.ReadAt([journal.Head]) is not [var newest]) return Task.FromResult<IReadOnlyList<Contracts.Attention>>([]);
        var silence = clock.GetUtcNow() - Instants.FromMicroseconds(newest.ReceivedAt);
        if (silence < Longest) return Task.FromResult<IReadOnlyList<Contracts.Attention>>([]);
        return Task.FromResult<IReadOnlyList<Contracts.Attention>>(
            [
            new("silence", true, words["Nothing received for {0} hours", (int)silence.TotalHours],
                words["A key may have been revoked, or a site may have lost its snippet."], "/data", words["View webhooks"])
            {
                Facts = newest.ReceivedAt.ToString(CultureInfo.InvariantCulture),
            },
            ]);
    }
}
