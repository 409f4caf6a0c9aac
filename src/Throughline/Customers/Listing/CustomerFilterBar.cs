using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Tables;

namespace Throughline.Customers.Listing;

/// <summary>What a list of customers can be narrowed down by, in the reader's words.</summary>
public sealed class CustomerFilterBar(
    ISegments segments, IJourneyIndex index, ITouchpoints touchpoints, CompanyCard company, IStringLocalizer<Words> words) : IPart
{
    [Said]
    private static readonly (string, string)[] Times =
    [
        ("today", "today"), ("7d", "in the last 7 days"), ("30d", "in the last 30 days"), ("90d", "in the last 90 days"),
        ("over30d", "longer ago than 30 days"), ("over90d", "longer ago than 90 days"), ("over365d", "longer ago than a year"),
    ];

    public async Task<IReadOnlyList<TableFilter>> Of(CustomerFilters asked, CancellationToken ct)
    {
        var book = touchpoints.Now;
        var all = await segments.All(ct);
        TableFilter[] filters =
        [
            new("stage", words["Stage"], asked.Stage) { Choices = [.. book.Stages.Append(book.Defected).Select(stage => (stage.Key, stage.Name))] },
            new("segment", words["Segment"], asked.Segment) { Choices = [.. all.Select(segment => (segment.Key, segment.Name))] },
            new("channel", words["Channel"], asked.Channel) { Choices = [.. index.Names.Channels.Where(c => c.Length > 0).Select(c => (c, ChannelName(c)))] },
            new("spend", words["Spent"], asked.Spend) { Also = ["currency"], Reads = SpendReads(asked), Fields = SpendFields(asked) },
            new("seen", words["Last seen"], asked.Seen) { Choices = [.. Times.Select(time => (time.Item1, words[time.Item2].Value))] },
            new("known", words["Who"], asked.Known) { Choices = [("yes", words["Known"]), ("no", words["Anonymous"])] },
        ];
        return [.. filters.Where(filter => filter.Choices.Count > 0 || filter.Fields is not null || filter.Value is not null)];
    }

    public string StageName(string key) => touchpoints.Now.Lanes.FirstOrDefault(stage => stage.Key == key)?.Name ?? key;

    private string ChannelName(string channel) => ChannelLook.Of(channel) is { Known: true } look ? words[look.Name] : channel;

    private string? SpendReads(CustomerFilters asked) => asked.Spend is { } spend
        ? words[asked.Currency is null ? "at least {0}" : "at least {0} {1}", spend, asked.Currency ?? ""].Value
        : null;

    private RenderFragment SpendFields(CustomerFilters asked) => builder =>
    {
        builder.OpenComponent<SpendFields>(0);
        builder.AddComponentParameter(1, nameof(Listing.SpendFields.Asked), asked);
        builder.AddComponentParameter(2, nameof(Listing.SpendFields.Currency), company.Now.Currency);
        builder.CloseComponent();
    };
}
