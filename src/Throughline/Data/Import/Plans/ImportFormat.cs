namespace Throughline.Data.Import.Plans;

/// <summary>What the rows of a file are.</summary>
public enum ImportFormat { Purchases, Interactions, Customers }

/// <summary>Something a row can say that we act on, and the columns that usually say it.</summary>
/// <param name="MayBeFixed">Whether one value for all rows makes sense.</param>
public sealed record ImportField(string Name, [Said] string Label, bool IsRequired, bool MayBeFixed, params string[] UsualColumns);

public static class ImportFormats
{
    private static readonly ImportField[] People =
    [
        new("userId", "User ID", false, false, "userid", "customerid", "customer", "clientid", "memberid", "accountid", "custid", "id"),
        new("anonymousId", "Anonymous ID", false, false, "anonymousid", "visitorid", "deviceid", "cookieid"),
        new("email", "Email", false, false, "email", "emailaddress", "mail", "customeremail"),
        new("phone", "Phone", false, false, "phone", "phonenumber", "mobile", "telephone", "tel"),
    ];

    private static readonly ImportField Time = new(
        "at", "Time", false, false, "at", "time", "timestamp", "date", "datetime", "createdat", "happenedat", "occurredat", "eventtime");
    private static readonly ImportField Channel = new("channel", "Channel", false, true, "channel", "source", "medium");

    private static readonly ImportField[] OfPurchases =
    [
        new(
            "order", "Order", true, false, "order", "orderid", "ordernumber", "orderno", "invoice", "invoiceno", "invoiceid",
            "invoicenumber", "transactionid", "receipt"),
        new("customer", "Customer", true, false, "customer", "customerid", "userid", "clientid", "custid", "memberid", "buyerid"),
        new("at", "Time", true, false, "at", "date", "time", "timestamp", "orderdate", "invoicedate", "purchasedate", "createdat", "datetime",
            "transactiondate"),
        new("product", "Product ID", false, false, "product", "productid", "sku", "stockcode", "itemid", "item", "articleid"),
        new("name", "Product name", false, false, "name", "description", "productname", "title", "itemname"),
        new("quantity", "Quantity", false, true, "quantity", "qty", "units", "count"),
        new("price", "Unit price", false, true, "price", "unitprice", "itemprice", "amount"),
        new("currency", "Currency", false, true, "currency", "currencycode"),
        Channel,
        new("country", "Country", false, true, "country", "countrycode", "shippingcountry"),
    ];

    private static readonly string[] Totals = ["total", "ordertotal", "totalprice", "totalamount", "grandtotal", "revenue", "value", "sum"];

    private static readonly ImportField[] OfInteractions =
    [
        new("event", "Event", true, true, "event", "eventname", "action", "type", "activity"),
        Time, .. People, Channel,
        new("messageId", "Message ID", false, false, "messageid", "eventid"),
    ];

    private static readonly ImportField[] OfCustomers =
    [.. People, new("name", "Name", false, false, "name", "fullname", "customername", "displayname"), Time, Channel
    ];

    public static IReadOnlyList<ImportField> Fields(this ImportFormat format) => format switch
    {
        ImportFormat.Purchases => OfPurchases,
        ImportFormat.Interactions => OfInteractions,
        ImportFormat.Customers => OfCustomers,
    };

    /// <summary>As the command line and the API write it.</summary>
    public static string Name(this ImportFormat format) => format switch
    {
        ImportFormat.Purchases => "purchases",
        ImportFormat.Interactions => "interactions",
        ImportFormat.Customers => "customers",
    };

    public static ImportFormat? Parse(string? name) => Enum.GetValues<ImportFormat>().Cast<ImportFormat?>().FirstOrDefault(f => f!.Value.Name() == name);

    /// <summary>The format that the columns' names speak for: orders, else events, else people.</summary>
    public static ImportFormat Guess(IReadOnlyList<string> columns)
    {
        bool Has(ImportFormat format, string field) => GuessColumn(format.Fields().First(f => f.Name == field), columns) is not null;
        return Has(ImportFormat.Purchases, "order") && Has(ImportFormat.Purchases, "customer") ? ImportFormat.Purchases
            : Has(ImportFormat.Interactions, "event") ? ImportFormat.Interactions : ImportFormat.Customers;
    }

    /// <summary>The column that is usually meant; null when there is none.</summary>
    public static string? GuessColumn(ImportField field, IReadOnlyList<string> columns) =>
        Find(columns, field.UsualColumns.Prepend(field.Name)) ?? (field.Name == "price" ? PriceOfAll(columns) : null);

    // Without quantities a row is one thing, and what it came to is its price.
    private static string? PriceOfAll(IReadOnlyList<string> columns) =>
        GuessColumn(OfPurchases.First(f => f.Name == "quantity"), columns) is null ? Find(columns, Totals) : null;

    private static string? Find(IReadOnlyList<string> columns, IEnumerable<string> names) =>
        names.Select(name => columns.FirstOrDefault(c => Plain(c) == Plain(name))).FirstOrDefault(c => c is not null);

    /// <summary>The column says by its name that it holds the ids of an application.</summary>
    public static bool IsUserId(string column) => Plain(column) == "userid";

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
