using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Purchases;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Data.Import;

public class PurchaseStories
{
    private const string Shop = """
        order,product,name,quantity,price,at,customer,country
        1001,TENT,Alba 2 tent,1,412.50,2026-03-02 10:00,anna,Sweden
        1002,ROPE,Rope,2,30,2026-03-01 09:00,ben,Norway
        1001,PEG,Pegs,20,0.5,2026-03-02 09:58,anna,Sweden
        1003,LAMP,Lamp,1,25,2026-03-03 12:00,,Sweden
        C1001,TENT,Alba 2 tent,-1,412.50,2026-03-09 10:00,anna,Sweden

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_orders_rows_become_one_interaction_wherever_they_stand_in_the_file()
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(Shop, ImportDesk.Purchases with { Set = new Dictionary<string, string> { ["currency"] = "SEK", ["channel"] = "web" } });

        Assert.Equal(("finished", (5L, 4L, 0L, 1L), 3L), (done.State, done.Rows(), done.Interactions));
        var stored = host.Everything();
        Assert.Equal(["order:1002", "order:1001", "order:C1001"], stored.Select(e => e.MessageId));
        Assert.Equal(["Order Completed", "Order Completed", "Order Refunded"], stored.Select(e => e.Event));
        Assert.Equal(
            """{"order_id":"1001","total":422.50,"currency":"SEK","country":"Sweden","products":[{"product_id":"TENT","name":"Alba 2 tent","quantity":1,"price":412.50},{"product_id":"PEG","name":"Pegs","quantity":20,"price":0.5}]}""",
            stored[1].Said().GetRawText());
        Assert.Equal(("userId:anna", "web", DateTimeOffset.Parse("2026-03-02T09:58:00Z", null)), (host.Who(stored[1]), stored[1].Channel, stored[1].Time()));
        Assert.Equal(412.5m, stored[2].Said().GetProperty("total").GetDecimal());
        Assert.Equal(("no_customer", 1L, 5L), (done.Reasons[0].Code, done.Reasons[0].Rows, done.Reasons[0].FirstLines[0]));
        Assert.Contains("no customer", Assert.Single(host.Journal.SetAside.List(long.MaxValue, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing_and_counts_its_rows_as_repeated()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Import(Shop + "1003,LAMP,Lamp,1,25,2026-03-03 12:00,,Sweden\n", ImportDesk.Purchases);
        var again = await host.Import(Shop + "1003,LAMP,Lamp,1,25,2026-03-03 12:00,,Sweden\n", ImportDesk.Purchases);

        Assert.Equal(((6L, 0L, 4L, 2L), 0L), (again.Rows(), again.Interactions));
        Assert.Equal((3L, 2L), (host.Journal.Head, host.Journal.SetAside.Count()));
        Assert.All(host.Journal.SetAside.List(long.MaxValue, 10), item => Assert.Equal(2, item.Times));
    }

    [Fact]
    public async Task What_was_given_back_within_an_order_stays_in_it_and_only_an_order_of_nothing_else_is_a_refund()
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(
            "order,product,quantity,price,at,customer\n7,A,3,10,2026-01-05,eva\n7,B,-1,4,2026-01-02,eva\n8,C,-2,5,2026-01-03,eva\n",
            ImportDesk.Purchases);

        Assert.Equal((3, 2), (done.Accepted, done.Interactions));
        Assert.Equal([("order:7", "Order Completed", 26m), ("order:8", "Order Refunded", 10m)],
            host.Everything().Select(e => (e.MessageId, e.Event, e.Said().GetProperty("total").GetDecimal())));
    }

    [Fact]
    public async Task Columns_are_guessed_from_their_names_and_a_trial_stores_nothing()
    {
        await using var host = await TestHost.Start(Ct);
        const string Retail =
            "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n536365;85123A;HANGER;6;13/12/2010 8:26;2,"
                + "55;17850.0;United Kingdom\n536366;X;Y;1;1/12/2010 9:00;1;nobody;\n";
        var trial = await host.Import(Retail, dryRun: true);
        Assert.Equal(("tried", (2L, 2L, 0L, 0L), 0L), (trial.State, trial.Rows(), host.Journal.Head));
        Assert.Equal("UTF-8, separated by semicolon; times day first, such as 13/12/2010 8:26", trial.Found);

        Assert.IsType<Throughline.Data.Import.StartImport.Started>(await host.Start(trial.Id, new ImportPlan()));
        Assert.Equal("finished", (await host.End(trial.Id)).State);
        var entry = host.Everything()[^1];
        Assert.Equal(("userId:17850.0", 15.3m), (host.Who(entry), entry.Said().GetProperty("total").GetDecimal()));
    }

    [Fact]
    public async Task A_trial_counts_what_is_there_already_and_what_comes_twice_in_the_file()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Import("order,product,quantity,price,at,customer\n1,A,1,5,2026-01-05,eva\n1,B,1,5,2026-01-05,eva\n", ImportDesk.Purchases);
        var head = host.Journal.Head;

        var orders = await host.Import(
            "order,product,quantity,price,at,customer\n2,A,1,5,2026-01-05,eva\n1,A,1,5,2026-01-05,eva\n1,B,1,5,2026-01-05,eva\n3,C,1,5,2026-01-05,\n",
            ImportDesk.Purchases,
            dryRun: true);
        Assert.Equal(((4L, 1L, 2L, 1L), 1L), (orders.Rows(), orders.Interactions));

        var seen = await host.Import(
            "messageId,event,userId\norder:1,Seen,eva\nm1,Seen,eva\nm1,Seen,eva\n", new ImportPlan(Format: "interactions"), dryRun: true);
        Assert.Equal(((3L, 1L, 2L, 0L), 1L), (seen.Rows(), seen.Interactions));
        Assert.Equal(head, host.Journal.Head);
    }

    [Theory]
    [InlineData("9,A,1,5,2026-01-01,guest", "blocked_identity")]
    [InlineData("9,A,1,5,2026-01-01,  ", "no_customer")]
    [InlineData(",A,1,5,2026-01-01,eva", "no_order")]
    [InlineData("9,A,one,5,2026-01-01,eva", "bad_number")]
    [InlineData("9,A,1,free,2026-01-01,eva", "bad_number")]
    [InlineData("9,A,1,5,soon,eva", "bad_timestamp")]
    [InlineData("9,A,1,5", "no_customer")]
    [InlineData("9,A,1,5,,eva", "bad_timestamp")]
    [InlineData("1.23457E+11,A,1,5,2026-01-01,eva", "digits_lost")]
    [InlineData("9,A,1,5,2026-01-01,4.42079E+11", "digits_lost")]
    [InlineData("9,A,1,5,2026-01-01,\"4,42079e+011\"", "digits_lost")]
    [InlineData("9,A,1,\"1,23,4\",2026-01-01,eva", "bad_number")]
    [InlineData("9,A,1,5,2026-01-01,eva,extra", "wrong_columns")]
    [InlineData("9,\"A,1,5,2026-01-01,eva", "open_quote")]
    [InlineData("1,A,1,5,2026-01-01,another", "order_of_another")]
    public async Task A_row_that_cannot_be_taken_is_set_aside_and_the_others_are_kept(string row, string code)
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(
            $"order,product,quantity,price,at,customer\n1,A,1,5,2026-01-01,eva\n{row}\n2,A,1,5,2026-01-01,eva\n", ImportDesk.Purchases);

        Assert.Equal((3L, 2L, 0L, 1L), done.Rows());
        Assert.Equal(code, Assert.Single(done.Reasons).Code);
        Assert.Equal((code, "import/purchases"), host.Journal.SetAside.List(long.MaxValue, 10).Select(i => (i.Code, i.Door)).Single());
    }

    [Fact]
    public void Orders_come_oldest_first_out_of_however_many_files()
    {
        using var folder = new TestFolder();
        using var spill = new Spill(folder.File("lines"), 7);
        var writer = new OrderLineWriter();
        foreach (var i in Enumerable.Range(0, 3_000).OrderBy(i => i * 7919 % 3_001))
        {
            writer.Begin(new LineNumbers((ulong)(i / 3), 0, i, i, 1, 2, true));
            foreach (var text in (string[])[$"{i / 3}", "eva", "P", "", "", "web", ""]) writer.Add(System.Text.Encoding.UTF8.GetBytes(text));
            spill.Add((ulong)(i / 3), writer.Record);
        }
        using var orders = new OrdersInOrder(spill, folder.File("orders"), new OrderDefaults(), (_, _) => Assert.Fail("Nothing is wrong with these."));
        var ready = orders.Read(Ct).OfType<ReadyOrder>().ToList();

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => ($"order:{i}", i * 3L, 3, "eva", "web")),
            ready.Select(o => (o.MessageId, o.At, o.Rows, o.Customer, o.Channel)));
    }

    [Fact]
    public async Task A_letter_in_an_orders_number_says_nothing_and_negative_prices_are_given_back_too()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Import(
            "order,customer,date,product,quantity,price\nCA-2016-152156,c1,2016-11-08,CHAIR,2,130.50\nC7,c1,2016-11-09,DESK,1,99\n"
                + "C536379,c1,2016-11-10,CHAIR,-1,130.50\nR1,c1,2016-11-11,CHAIR,1,-99\nD1,c1,2016-11-12,DESK,1,99\nD1,c1,2016-11-12,VOUCHER,1,-9\n",
            ImportDesk.Purchases);
        Assert.Equal(
            [("Order Completed", 261m), ("Order Completed", 99m), ("Order Refunded", 130.5m), ("Order Refunded", 99m), ("Order Completed", 90m)],
            host.Everything().Select(e => (e.Event, e.Said().GetProperty("total").GetDecimal())));
    }

    [Fact]
    public async Task What_a_line_leaves_empty_is_as_on_its_orders_first()
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(
            "Name,Email,Paid at,Currency,Country,Lineitem quantity,Lineitem price,Lineitem sku\n"
                + "#1001,Buyer@X.example,2024-01-05 10:20:30 -0500,EUR,Sweden,1,10.00,TEA\n"
                + "#1002,other@x.example,2024-01-06,SEK,,1,5.00,TEA\n#1001,buyer@x.example,,,,2,25.00,POT\n#1003,,,,,1,1.00,TEA\n",
            new ImportPlan("purchases", new Dictionary<string, string>
            {
                ["order"] = "Name", ["customer"] = "Email", ["at"] = "Paid at", ["product"] = "Lineitem sku", ["quantity"] = "Lineitem quantity",
                ["price"] = "Lineitem price", ["currency"] = "Currency", ["country"] = "Country",
            }, new Dictionary<string, string> { ["currency"] = "GBP", ["country"] = "Norway" }));

        Assert.Equal((4L, 3L, 0L, 1L), done.Rows());
        Assert.Equal(("no_customer", 5L), (done.Reasons[0].Code, done.Reasons[0].FirstLines[0]));
        Assert.Contains("customers are mail addresses", done.Found, StringComparison.Ordinal);
        var stored = host.Everything();
        Assert.Equal(
            ["email:buyer@x.example 60.00 EUR Sweden 2 2024-01-05T15:20:30Z", "email:other@x.example 5.00 SEK Norway 1 2024-01-06T00:00:00Z"],
            stored.Select(e => $"{host.Who(e)} {e.Said().GetProperty("total").GetRawText()} {e.Said().GetProperty("currency")} "
                + $"{e.Said().GetProperty("country")} {e.Said().GetProperty("products").GetArrayLength()} {e.Time():yyyy-MM-ddTHH:mm:ssZ}"));
    }

    [Theory]
    [InlineData("Buyer@X.example|buyer@x.example", null, "email:buyer@x.example email:buyer@x.example")]
    [InlineData("17850.0|+46 8 123 456", null, "userId:17850.0 userId:+46 8 123 456")]
    [InlineData("+46 8 123 456|+4681234567", null, "phone:+468123456 phone:+4681234567")]
    [InlineData("a@x.example|17850", null, "userId:a@x.example userId:17850")]
    [InlineData("a@x.example|b@x.example", "userId", "userId:a@x.example userId:b@x.example")]
    public async Task What_customers_are_known_by_is_told_by_their_column_or_by_a_person(string customers, string? said, string identities)
    {
        await using var host = await TestHost.Start(Ct);
        var set = said is null ? null : new Dictionary<string, string> { ["customerKind"] = said };
        var rows = customers.Split('|').Index().Select(c => $"{c.Index},{c.Item},2024-01-0{c.Index + 1}\n");
        await host.Import("order,customer,at\n" + string.Concat(rows), new ImportPlan("purchases", Set: set));
        Assert.Equal(identities, string.Join(' ', host.Everything().Select(host.Who)));
    }
}
