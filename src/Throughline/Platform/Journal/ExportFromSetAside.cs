using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;

namespace Throughline.Platform.Journal;

/// <summary>Hands out what was set aside and names the customer.</summary>
public sealed class ExportFromSetAside(IJournal journal) : IExportCustomer
{
    private const int AtOnce = 200;

    public sealed record Item(string Door, string Reason, DateTimeOffset FirstAt, DateTimeOffset LastAt, object Body);

    public string Part => "setAside";

    public Task<object?> Export(WholeCustomer customer, CancellationToken ct)
    {
        var mentions = new IdentityMentions(customer.Identities.Values);
        var found = new List<Item>();
        for (var before = long.MaxValue; journal.SetAside.List(before, AtOnce) is { Count: > 0 } items; before = items[^1].Id)
        {
            ct.ThrowIfCancellationRequested();
            found.AddRange(items.Where(item => mentions.AreIn(item.Body)).Select(ToItem));
        }
        return Task.FromResult<object?>(found);
    }

    private static Item ToItem(SetAsideItem item) =>
        new(item.Door, item.Message, Instants.FromMicroseconds(item.FirstAt), Instants.FromMicroseconds(item.LastAt), Parsed(item.Body));

    private static object Parsed(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }
    }
}
