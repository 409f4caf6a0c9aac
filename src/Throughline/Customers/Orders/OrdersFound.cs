using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Customers.Orders;

/// <summary>Lets the search of the whole house find orders by their number, and so whoever made them.</summary>
public sealed class OrdersFound(IOrders orders, IShowPeople people, IStringLocalizer<Words> words) : ISearchSource
{
    private const int Shortest = 3;

    public string Group => words["Orders"];
    public int Order => 150;
    public string? Permission => CustomersPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        var number = text.TrimStart('#');
        if (number.Length < Shortest || !number.Any(char.IsAsciiDigit)) return [];
        var found = await orders.Find(number, limit, ct);
        var names = (await people.Show([.. found.Select(o => o.Customer).Distinct()], ct)).ToDictionary(p => p.Id, p => p.Name);
        return [.. found.Where(o => names.ContainsKey(o.Customer.ToString())).Select(o => new SearchHit(
            words["Order {0}", o.Number!], Detail(o, names[o.Customer.ToString()]), $"/customers/{o.Customer}/interactions/{o.Position}", Icon: "package"))];
    }

    public string? AllOf(string text) => null;

    private string Detail(Order order, string name) => string.Join(" · ", new[]
    {
        name.Length > 0 ? name : words["Visitor {0}", order.Customer], order.Paid is { } paid ? MoneyText.Of(paid, order.Currency) : null,
    }.OfType<string>());
}
