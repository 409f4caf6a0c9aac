using System.CommandLine;
using System.Text.RegularExpressions;
using Throughline.Contracts;
using Throughline.Platform.Cli;
using Throughline.Platform.WrittenTimes;
using Throughline.Statistics.Recommending;

namespace Throughline.Data.Evaluation;

/// <summary><c>evaluate recommendations FILE --map … --split DAY</c>: every recommender learns from before the day and foretells each
/// customer's first basket on or after it.</summary>
internal static partial class EvaluateRecommendations
{
    /// <summary>Where nearly all products are coded as stock numbers, the rest are postage, fees and corrections.</summary>
    private const double NearlyAll = 0.9;

    [GeneratedRegex("^[0-9]{5}[A-Z]*$")]
    private static partial Regex StockNumber();

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "CSV or CSV.gz, one row a line item, with the fields order, product, quantity, price, at, customer (order, quantity and price may be missing)."
        };
        var split = new Option<string>("--split") { Description = "The first day to foretell.", Required = true };
        var length = new Option<int>("--length") { Description = "How many items are recommended (10).", DefaultValueFactory = _ => 10 };
        var codes = new Option<string>("--product-codes")
        {
            Description =
                "Keep products whose upper-cased code matches this expression. Without it: five digits with optional letters if 90% of the "
                    + "rows are so, else all."
        };
        var (map, dates, dayFirst) = (EvaluateCommand.MapOption(), EvaluateCommand.DatesOption(), EvaluateCommand.DayFirstOption());
        var command = new Command("recommendations",
            "Recommenders: hit rate, recall, NDCG, coverage and novelty of every method, over all items and over items not bought before.")
        { file, split, length, codes, map, dates, dayFirst
        };
        command.SetAction((parsed, ct) => EvaluateCommand.Print(parsed, () => Measure(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(split), parsed.GetValue(length), parsed.GetValue(codes),
            parsed.GetValue(map) ?? [], DayColumn.OrderOf(parsed.GetValue(dates), parsed.GetValue(dayFirst)), ct)));
        return command;
    }

    private static object Measure(string path, string split, int length, string? codes, string[] map, DayOrder order, CancellationToken ct)
    {
        var from = Dates.Parse(split, "--split");
        if (length < 1) throw new CommandException("--length is at least 1.");
        var rows = new RowCounts();
        var lines = Read(path, map, order, rows);
        var kept = KeepProducts(lines, codes, rows, out var rule);
        rows.MustNotBeEmpty(path);
        var (customers, items) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        Purchase[] purchases = [.. kept.Select(l => new Purchase(Number(customers, l.Customer), Number(items, l.Product), l.Day))];
        var test = new TimeSplit(PurchaseLog.From(purchases, customers.Count, items.Count), from.DayNumber);
        if (test.TestCustomers == 0) throw new CommandException($"No customer bought both before and on or after {from:yyyy-MM-dd}.");
        return new
        {
            rows,
            productCodes = rule,
            customers = customers.Count,
            items = items.Count,
            testCustomers = test.TestCustomers,
            split = from,
            length,
            methods = new RecommendationReport(test, from.DayNumber, length).Methods(ct).ToArray(),
        };
    }

    private static List<(string Customer, string Product, int Day)> Read(string path, string[] map, DayOrder order, RowCounts rows)
    {
        var lines = new List<(string, string, int)>();
        var file = CsvRows.Of(path, ["customer", "product", "at", "order?", "quantity?", "price?"], map);
        var (dates, quantities, prices) = (file.Days(2, order), file.Numbers(4), file.Numbers(5));
        var (above, customer, at) = ("", "", "");
        foreach (var row in file.Read())
        {
            // What is empty on an order's later rows is as on its first.
            if (row[3].Length > 0 && row[3] == above) (row[0], row[2]) = (row[0].Length == 0 ? customer : row[0], row[2].Length == 0 ? at : row[2]);
            (above, customer, at) = (row[3], row[0], row[2]);
            if (BlockedValues.Contains(row[0])) rows.LeaveOut("no customer");
            else if (row[1].Length == 0) rows.LeaveOut("no product");
            else if (!IsAboveZero(row[4], quantities)) rows.LeaveOut("quantity not above 0");
            else if (!IsAboveZero(row[5], prices)) rows.LeaveOut("price not above 0");
            else if (dates.Read(row[2]) is not { } day) rows.CannotRead("no date that can be read");
            else lines.Add((row[0], row[1].ToUpperInvariant(), day));
        }

        return lines;

        static bool IsAboveZero(string text, NumberColumn numbers) => text.Length == 0 || numbers.Read(text) > 0;
    }

    private static List<(string Customer, string Product, int Day)> KeepProducts(
        List<(string Customer, string Product, int Day)> lines, string? codes, RowCounts rows, out string rule)
    {
        Regex? wanted = codes is not null ? new(codes, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            : lines.Count(l => StockNumber().IsMatch(l.Product)) >= NearlyAll * lines.Count ? StockNumber() : null;
        rule = wanted?.ToString() ?? "all";
        var kept = new List<(string, string, int)>(lines.Count);
        foreach (var line in lines)
        {
            if (wanted?.IsMatch(line.Product) == false)
            {
                rows.LeaveOut("not a product code");
                continue;
            }

            rows.Use();
            kept.Add(line);
        }

        return kept;
    }

    private static int Number(Dictionary<string, int> numbers, string name) =>
        numbers.TryGetValue(name, out var number) ? number : numbers[name] = numbers.Count;
}
