using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using Throughline.Data.Evaluation;

namespace Throughline.Tests.Data.Evaluation;

public sealed class EvaluateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("throughline-evaluate").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Customer_value_reports_every_model_beside_days_since_last_purchase()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(1, 200).SelectMany(c => Enumerable.Range(0, 1 + c % 5).Select(_ =>
            $"{c},{new DateOnly(2025, 1, 1).AddDays(random.Next(360)):yyyy-MM-dd},{5 + random.Next(50)}.50"));
        var file = Write("sales.csv", "customer,date,amount", [.. rows, "7,someday,3", ",2025-01-01,3", "7,2025-01-01,NaN"]);

        var json = await Prints("clv", file, "--calibrate-until", "2025-06-30", "--until", "2025-12-31");
        Assert.Equal(["BG/NBD", "MBG/NBD", "Pareto/NBD"], json.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.All(json.GetProperty("models").EnumerateArray(), m => Assert.True(m.GetProperty("boughtAgain").GetProperty("auc").GetDouble() is > 0 and < 1));
        Assert.Equal("days since last purchase", json.GetProperty("baselines")[0].GetProperty("name").GetString());
        Assert.True(json.GetProperty("spend").GetProperty("parameters").GetProperty("q").GetDouble() > 1);
        var leftOut = json.GetProperty("rows").GetProperty("leftOut");
        Assert.Equal((1, 1, 1), (leftOut.GetProperty("no customer").GetInt32(), leftOut.GetProperty("no date that can be read").GetInt32(),
            leftOut.GetProperty("no amount that can be read").GetInt32()));
    }

    [Fact]
    public async Task Recommendations_follow_the_protocol_and_read_gzip_under_other_column_names()
    {
        var random = new Random(2);
        string Row(int c, int day) =>
            $"{536000 + c},{10000 + (c % 4 * 10) + random.Next(10)}{(day % 2 == 0 ? "a" : "A")},{1 + random.Next(3)},2011-"
                + $"{10 + day / 30:00}-{1 + day % 30:00} 08:26:00,2.55,{c}.0";
        string[] rows =
        [.. Enumerable.Range(0, 80).SelectMany(c => Enumerable.Range(0, 8).Select(d => Row(c, d * 7))), "C1,10001A,-1,2011-10-01,1,1.0",
            "1,10001A,-1,2011-10-01,1,1.0", "1,10001A,1,2011-10-01,0,1.0", "1,POST,1,2011-10-01,1,1.0", "2,10001A,1,2011-10-01,1,"
        ];
        var file = Write("retail.csv.gz", "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID", rows);

        var json = await Prints(
            "recommendations", file, "--map", "order=InvoiceNo", "product=StockCode", "quantity=Quantity", "at=InvoiceDate",
            "price=UnitPrice", "customer=CustomerID", "--split", "2011-11-01");
        Assert.Equal((80, 40, 80),
            (json.GetProperty("customers").GetInt32(), json.GetProperty("items").GetInt32(), json.GetProperty("testCustomers").GetInt32()));
        Assert.Equal(["no customer", "not a product code", "price not above 0", "quantity not above 0"],
            json.GetProperty("rows").GetProperty("leftOut").EnumerateObject().Select(p => p.Name));
        var methods = json.GetProperty("methods").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!);
        Assert.Equal(9, methods.Count);
        double Hits(string method) => methods[method].GetProperty("newItems").GetProperty("hitRate").GetDouble();
        Assert.True(Hits("EASE") > Hits("popularity"));
    }

    [Fact]
    public async Task Topics_are_judged_on_a_second_file_or_by_parts_of_the_first()
    {
        string[] rows = [.. Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? $"\"where is parcel, {i}\",delivery"
            : i % 3 == 1 ? $"money back {i},refund"
            : $"password reset {i},account")];
        var (train, test) = (Write("train.csv", "text,category", rows), Write(
            "test.csv", "text,category", "parcel please,delivery", "a refund of my money,refund", "login password,stock"));
        var json = await Prints("topics", train, test);
        Assert.Equal(2 / 3.0, json.GetProperty("accuracy").GetDouble(), 9);
        Assert.Equal(3, json.GetProperty("topics").GetInt32());
        var parts = await Prints("topics", train, "--folds", "3");
        Assert.True(parts.GetProperty("crossValidated").GetProperty("figures").GetProperty("accuracy").GetDouble() > 0.95);
    }

    [Theory]
    [InlineData("customer,date,amount", "There is no column", "--map", "customer=Buyer")]
    [InlineData("customer,date,amount", "No row of", "--map", "customer=customer")]
    [InlineData("customer,date", "There is no column 'amount'", "--map", "date=date")]
    [InlineData("customer,date,amount\n1,2025-01-01,5\n2,2025-01-02,5", "no_repeat_purchases", "--map", "date=date")]
    [InlineData("customer,date,amount\n1,2026-01-01,5", "No customers in", "--map", "date=date")]
    [InlineData("customer,date,amount\n1,2026-01-01,5", "--map takes FIELD=COLUMN", "--map", "customer")]
    [InlineData("", "is empty", "--map", "date=date")]
    public async Task What_cannot_be_measured_is_one_line_on_stderr(string content, string expected, params string[] more)
    {
        var file = Path.Combine(_folder, "bad.csv");
        await File.WriteAllTextAsync(file, content);
        var (code, output, error) = await Run(["clv", file, "--calibrate-until", "2025-06-30", "--until", "2025-12-31", .. more]);
        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains(expected, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_or_a_day_that_is_none_is_one_line_on_stderr()
    {
        Assert.Contains("There is no file", (await Run("topics", Path.Combine(_folder, "none.csv"))).Error, StringComparison.Ordinal);
        var file = Write("lines.csv", "customer,product,at", "1,10001,2011-10-01", "1,10002,2011-11-02");
        Assert.Contains("Invalid pattern", (await Run("recommendations", file, "--split", "2011-11-01", "--product-codes", "[")).Error,
            StringComparison.Ordinal);
        Assert.Contains("No customer bought both", (await Run("recommendations", file, "--split", "2012-11-01")).Error, StringComparison.Ordinal);
        foreach (var day in (string[])["soon", "3/4/2011", ""])
            Assert.Contains("--split takes a day", (await Run("recommendations", "x.csv", "--split", day)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2011-12-31", "2011-12-01")]
    [InlineData("2011-12-31 08:26:00", "2011-12-01T08:26:00Z")]
    [InlineData("20111231", "20111201")]
    [InlineData("12/31/2011 8:26", "12/1/2011 8:26")]
    [InlineData("31/12/2011 8:26", "1/12/2011 8:26")]
    [InlineData("31.12.2011", "01.12.2011")]
    [InlineData("31 Dec 2011", "Dec 1, 2011 8:26 AM")]
    [InlineData("1/12/2011", "1/12/2011", "--dates", "dmy")]
    [InlineData("12/1/2011", "12/1/2011", "--dates", "mdy")]
    [InlineData("1/12/2011", "1/12/2011", "--day-first")]
    public async Task Days_are_read_as_their_column_writes_them(string some, string first, params string[] said)
    {
        var file = Write("days.csv", "customer,date,amount", $"1,{some},5", $"1,\"{first}\",5", "1,2011-12-02,5", "2,2011-12-03,5");
        var json = await Prints(["clv", file, "--calibrate-until", "2012-01-31", "--until", "2012-06-30", .. said]);
        Assert.Equal((4, 2), (json.GetProperty("rows").GetProperty("used").GetInt32(), json.GetProperty("customers").GetInt32()));
    }

    [Theory]
    [InlineData("customer,date,amount", "1,3/4/2011,5|1,4/5/2011,5", "mdy")]
    [InlineData("customer,date,amount", "1,yesterday,5|1,31/31/2011,5|1,,5|1,2011-01-01,5", "Most rows of")]
    [InlineData("customer,date,amount", "null,2011-01-01,5|undefined,2011-01-01,5|0,2011-01-01,5", "no customer (3)")]
    public async Task A_file_of_which_most_says_nothing_is_refused(string header, string rows, string expected)
    {
        var (code, output, error) = await Run("clv", Write("odd.csv", header, rows.Split('|')), "--calibrate-until", "2011-06-30", "--until", "2011-12-31");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_says_the_same_however_it_is_written()
    {
        var random = new Random(4);
        (int Customer, DateOnly Day, int Cents)[] sales =
            [.. Enumerable.Range(0, 400).Select(i => (i % 90, new DateOnly(2025, 1, 1).AddDays(random.Next(360)), 500 + random.Next(5000)))];
        static string Money(int cents, char mark) => $"{cents / 100}{mark}{cents % 100:00}";
        var plain = Write("plain.csv", "customer,date,amount", [.. sales.Select(s => $"c{s.Customer},{s.Day:yyyy-MM-dd},{Money(s.Cents, '.')}")]);
        var other = Write("other.csv", "customer;date;amount",
            [.. sales.Select(s => $"c{s.Customer};{s.Day:dd'/'MM'/'yyyy};{Money(s.Cents, ',')}"), "null;05/05/2025;5", "guest;06/05/2025;5"]);
        var (one, two) = (await Figures(plain), await Figures(other));
        Assert.Equal(one, two);

        async Task<string> Figures(string file)
        {
            var json = await Prints("clv", file, "--calibrate-until", "2025-06-30", "--until", "2025-12-31");
            return $"{json.GetProperty("customers")} {json.GetProperty("heldOutPurchases")} {json.GetProperty("spend").GetProperty("logLikelihood")}";
        }
    }

    [Fact]
    public async Task Where_no_mean_spend_is_finite_it_is_said_and_none_is_shown()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 300).Select(i => FormattableString.Invariant(
            $"{i % 120},{new DateOnly(2025, 1, 1).AddDays(random.Next(180)):yyyy-MM-dd},{Math.Exp(4 + 14 * random.NextDouble() * random.NextDouble()):F2}"));
        var spend = (await Prints("clv", Write("heavy.csv", "customer,date,amount", [.. rows]), "--calibrate-until", "2025-06-30", "--until", "2025-12-31"))
            .GetProperty("spend");
        Assert.Equal((false, false), (spend.GetProperty("converged").GetBoolean(), spend.TryGetProperty("meanSpend", out _)));
        Assert.Contains("no finite mean", spend.GetProperty("warning").GetString(), StringComparison.Ordinal);
    }

    private string Write(string name, string header, params string[] rows)
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var writer = new StreamWriter(stream);
        writer.WriteLine(header);
        foreach (var row in rows) writer.WriteLine(row);
        return path;
    }

    private static async Task<JsonElement> Prints(params string[] args)
    {
        var (code, output, error) = await Run(args);
        Assert.Equal(("", 0), (error, code));
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await EvaluateCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
