using System.IO.Compression;
using System.Text;
using Throughline.Data.Import;
using Throughline.Data.Import.Plans;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Data.Import;

/// <summary>Workbooks (.xlsx) are read as their sheets look.</summary>
public class WorkbookTests
{
    private const string Orders = """
        <row r="1">
          <c r="A1" t="inlineStr"><is><t>order</t></is></c><c r="B1" t="inlineStr"><is><t>customer</t></is></c><c r="C1" t="inlineStr"><is><t>at</t></is></c>
          <c r="D1" t="inlineStr"><is><t>price</t></is></c><c r="E1" t="inlineStr"><is><t>product</t></is></c>
        </row>
        <row r="2">
          <c r="A2"><v>442079461000</v></c><c r="B2" s="2"><v>123</v></c><c r="C2" s="1"><v>45357.430902777778</v></c>
          <c r="D2"><v>0.30000000000000004</v></c><c r="E2" t="inlineStr"><is><t>A, "B"</t></is></c>
        </row>
        <row r="4">
          <c r="A4"><v>7</v></c><c r="B4" t="inlineStr"><is><t>eva</t></is></c><c r="C4" s="1"><v>45358</v></c><c r="D4"><v>1.234</v></c>
        </row>
        <row r="5">
          <c r="A5"><v>1234567890123456</v></c><c r="B5" t="inlineStr"><is><t>eva</t></is></c><c r="C5" s="1"><v>45358</v></c><c r="D5"><v>1</v></c>
        </row>
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dates_are_dates_and_numbers_are_as_people_see_them()
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(Book(("Orders", Orders), ("People", "")), ImportDesk.Purchases);

        Assert.Equal((3L, 2L, 0L, 1L), done.Rows());
        Assert.Equal(("digits_lost", 5L), (done.Reasons[0].Code, done.Reasons[0].FirstLines[0]));
        Assert.StartsWith("sheet Orders; times year first", done.Found, StringComparison.Ordinal);
        Assert.Equal(
            ["order:442079461000 userId:00123 2024-03-06T10:20:30Z 0.3 A, \"B\"", "order:7 userId:eva 2024-03-07T00:00:00Z 1.234 "],
            host.Everything().Select(e => $"{e.MessageId} {host.Who(e)} {e.Time():yyyy-MM-ddTHH:mm:ssZ} {e.Said().GetProperty("total").GetRawText()} "
                + (e.Said().GetProperty("products")[0].TryGetProperty("product_id", out var product) ? product.GetString() : "")));
    }

    [Fact]
    public async Task The_first_sheet_is_read_or_the_one_that_is_named()
    {
        await using var host = await TestHost.Start(Ct);
        const string People = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>userId</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>p1</t></is></c><c r="B2" t="inlineStr"><is><t>Łukasz 東京</t></is></c></row>
            """;
        var id = await host.Upload(Book(("Orders", Orders), ("People", People)));
        var shown = Assert.IsType<PreviewImport.Shown>(
            await host.With<PreviewImport, PreviewImport.Outcome>(f => Task.FromResult(f.Preview(id, new FileView(Sheet: "people")))));
        Assert.Equal(["Orders", "People"], shown.Sheets);
        Assert.Equal(("People", "customers"), (shown.Sheet, shown.Format));
        Assert.Equal("no_such_sheet", Assert.IsType<StartImport.Refused>(await host.Start(id, new ImportPlan(Sheet: "Nobody"))).Code);
        await host.Start(id, new ImportPlan(Sheet: "People"));
        await host.End(id);
        Assert.Equal("Łukasz 東京", Assert.Single(host.Everything()).Said("traits").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_file_that_is_packed_but_no_workbook_or_grows_beyond_measure_is_refused()
    {
        await using var host = await TestHost.Start(Ct);
        Task<UploadFile.Outcome> Upload(byte[] file) => host.With<UploadFile, UploadFile.Outcome>(f => f.Upload("b.xlsx", new MemoryStream(file), null, Ct));
        string Code(UploadFile.Outcome outcome) => Assert.IsType<UploadFile.Unreadable>(outcome).Code;

        Assert.Equal("not_csv", Code(await Upload(Zip(("readme.txt", "hello")))));
        Assert.Equal("bad_workbook", Code(await Upload(Book(("Orders", "<row r=\"1\"><c")))));
        Assert.Equal("bad_workbook", Code(await Upload(Zip(("xl/workbook.xml", "<x/>")))));
        var bomb = Book(("Orders", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + new string('x', 50_000_000) + "</t></is></c></row>"));
        Assert.True(bomb.Length < 200_000);
        Assert.Equal("workbook_too_large", Code(await Upload(bomb)));
    }

    private static byte[] Book(params (string Name, string Rows)[] sheets)
    {
        const string Formats = "http://schemas.openxmlformats.org", Main = Formats + "/spreadsheetml/2006/main";
        const string Office = Formats + "/officeDocument/2006/relationships", Package = Formats + "/package/2006";
        string Related(string id, string type, string target) => $"<Relationship Id=\"{id}\" Type=\"{Office}/{type}\" Target=\"{target}\"/>";
        string Relations(IEnumerable<string> all) => $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(all)}</Relationships>";
        var listed = sheets.Index().Select(s => $"<sheet name=\"{s.Item.Name}\" sheetId=\"{s.Index + 1}\" r:id=\"r{s.Index}\"/>");
        var related = sheets.Index().Select(s => Related($"r{s.Index}", "worksheet", $"worksheets/sheet{s.Index}.xml"));
        return Zip(
        [
            ("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", Relations([Related("r", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(listed)}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", Relations([.. related, Related("s", "styles", "styles.xml")])),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts>"
                + "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
            .. sheets.Index().Select(s =>
                ($"xl/worksheets/sheet{s.Index}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{s.Item.Rows}</sheetData></worksheet>")),
        ]);
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }
}
