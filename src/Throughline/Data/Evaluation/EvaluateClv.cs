using System.CommandLine;
using Throughline.Contracts;
using Throughline.Platform.Cli;
using Throughline.Platform.WrittenTimes;
using Throughline.Statistics.CustomerValue;

namespace Throughline.Data.Evaluation;

/// <summary><c>evaluate clv FILE --calibrate-until DAY --until DAY</c>: fits each customer-value model to the days until the first and
/// judges it on those until the second.</summary>
internal static class EvaluateClv
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "CSV or CSV.gz with the columns customer, date, amount." };
        var calibrate = new Option<string>("--calibrate-until") { Description = "The last day that the models learn from.", Required = true };
        var until = new Option<string>("--until") { Description = "The last day that they are judged on.", Required = true };
        var (map, dates, dayFirst) = (EvaluateCommand.MapOption(), EvaluateCommand.DatesOption(), EvaluateCommand.DayFirstOption());
        var command =
            new Command("clv", "Customer value: parameters, likelihood, hold-out error and calibration of each model, against days since the last purchase.")
            { file, calibrate, until, map, dates, dayFirst
            };
        command.SetAction((parsed, _) => EvaluateCommand.Print(parsed, () => Measure(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(calibrate), parsed.GetRequiredValue(until), parsed.GetValue(map) ?? [],
            DayColumn.OrderOf(parsed.GetValue(dates), parsed.GetValue(dayFirst)))));
        return command;
    }

    private static object Measure(string path, string calibrateUntil, string until, string[] map, DayOrder order)
    {
        var (end, last) = (Dates.Parse(calibrateUntil, "--calibrate-until"), Dates.Parse(until, "--until"));
        if (last <= end) throw new CommandException("--until must be after --calibrate-until.");
        var rows = new RowCounts();
        var days = Read(path, map, order, rows);
        rows.MustNotBeEmpty(path);
        ObservedCustomer[] customers = [.. days.Values.Select(d => PurchaseHistory.Observe(d, end.DayNumber, last.DayNumber)).OfType<ObservedCustomer>()];
        if (customers.Length == 0) throw new CommandException($"No customers in '{path}' bought until {end:yyyy-MM-dd}.");
        var report = new ClvReport(customers, last.DayNumber - end.DayNumber);
        return new
        {
            rows,
            customers = customers.Length,
            calibrateUntil = end,
            until = last,
            unitOfTime = "weeks",
            heldOutPurchases = customers.Sum(c => c.HeldOut),
            heldOutBuyers = customers.Count(c => c.HeldOut > 0),
            models = report.Models(),
            baselines = report.Baselines(),
            spend = report.Spend(),
        };
    }

    private static Dictionary<string, List<PurchaseDay>> Read(string path, string[] map, DayOrder order, RowCounts rows)
    {
        var days = new Dictionary<string, List<PurchaseDay>>(StringComparer.Ordinal);
        var file = CsvRows.Of(path, ["customer", "date", "amount"], map);
        var (dates, numbers) = (file.Days(1, order), file.Numbers(2));
        foreach (var row in file.Read())
        {
            if (BlockedValues.Contains(row[0])) rows.LeaveOut("no customer");
            else if (dates.Read(row[1]) is not { } day) rows.CannotRead("no date that can be read");
            else if (numbers.Read(row[2]) is not { } amount) rows.CannotRead("no amount that can be read");
            else
            {
                rows.Use();
                if (!days.TryGetValue(row[0], out var own)) days[row[0]] = own = [];
                own.Add(new(day, amount));
            }
        }

        return days;
    }
}
