using System.Text;
using Throughline.Data.Import.Plans;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Data.Import;

/// <summary>What spreadsheets do to files of customers and events.</summary>
public class FormStories
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly (string File, string People)[] Files =
    [
        ("sep=;\r\nuserId;name\r\nsp1;One\r\n", "userId:sp1 {\"name\":\"One\"}"),
        ("\"sep=;\"\r\nuserId;name\r\nsp1;One, Two\r\n", "userId:sp1 {\"name\":\"One, Two\"}"),
        ("\uFEFFSEP=\t\nuserId\tname\nsp1\tOne\n", "userId:sp1 {\"name\":\"One\"}"),
        ("sep=,,\nuserId,name,\nsp1,One,\n", "userId:sp1 {\"name\":\"One\"}"),
        ("userId,name,city,note\r\nr1,One,Rome,hi\r\nr2,Two\r\nr3\r\n",
        "userId:r1 {\"name\":\"One\",\"city\":\"Rome\",\"note\":\"hi\"} userId:r2 {\"name\":\"Two\"} userId:r3 {}"),
        ("userId,name\nr4,Four,\nr5,Five,, \n", "userId:r4 {\"name\":\"Four\"} userId:r5 {\"name\":\"Five\"}"),
        ("userId,name,city,\r\nr6,Six,Rome\r\nr7,Seven,,\r\n", "userId:r6 {\"name\":\"Six\",\"city\":\"Rome\"} userId:r7 {\"name\":\"Seven\"}"),
        ("userId,name,phone\ne1,\"=\"\"00123\"\"\",\"=\"\"+442079460958\"\"\"\n",
        "userId:e1 phone:+442079460958 {\"phone\":\"+442079460958\",\"name\":\"00123\"}"),
        ("userId,zip,place,note\n'007,=\"00123\",'s-Hertogenbosch,'=1+1\n", "userId:007 {\"zip\":\"00123\",\"place\":\"'s-Hertogenbosch\",\"note\":\"=1+1\"}"),
        ("customer,name\nBuyer@X.example,One\nbuyer@x.example,Two\n",
        "email:buyer@x.example {\"email\":\"Buyer@X.example\",\"name\":\"One\"} email:buyer@x.example {\"email\":\"buyer@x.example\",\"name\":\"Two\"}"),
        ("userId,name\na@x.example,One\n", "userId:a@x.example {\"name\":\"One\"}"),
        ("userId;spent\nn1;12,50\nn2;1.234\nn3;1.234,56\n", "userId:n1 {\"spent\":12.50} userId:n2 {\"spent\":1234} userId:n3 {\"spent\":1234.56}"),
        ("userId,spent,zip\nn1,\"1,234.56\",01234\nn2,\"1,234\",1234\n",
        "userId:n1 {\"spent\":1234.56,\"zip\":\"01234\"} userId:n2 {\"spent\":1234,\"zip\":1234}"),
    ];

    [Fact]
    public async Task A_file_is_read_as_its_spreadsheet_meant_it()
    {
        await using var host = await TestHost.Start(Ct);
        foreach (var (file, people) in Files)
        {
            var before = host.Journal.Head;
            var done = await host.Import(file, new ImportPlan("customers"));
            Assert.Equal((0, people),
                (done.SetAside, string.Join(' ', host.Journal.Read(before, 100).Select(e => $"{host.Who(e)} {e.Said("traits").GetRawText()}"))));
        }
    }

    private static readonly (string File, long SetAside, string Code)[] Lost =
    [
        ("anonymousId,phone,name\nsa,4.42079E+11,One\nsb,4.42079E+11,Two\n", 2, "digits_lost"),
        ("userId;name\n4,42079E+11;One\nb;Two\n", 1, "digits_lost"),
        ("event,userId,messageId\nSeen,a,1.23457E+11\nSeen,b,2\n", 1, "digits_lost"),
        ("userId,name\na,One,and more\nb,Two\n", 1, "wrong_columns"),
        ("event,userId,at\nSeen,a,6 listopad 2024\nSeen,b,6 marraskuu 2024\n", 1, "bad_timestamp"),
    ];

    [Fact]
    public async Task What_names_nobody_any_more_is_set_aside_with_the_reason()
    {
        await using var host = await TestHost.Start(Ct);
        foreach (var (file, setAside, code) in Lost)
        {
            var before = host.Journal.Head;
            var done = await host.Import(file);
            Assert.Equal((setAside, code), (done.SetAside, Assert.Single(done.Reasons).Code));
            Assert.Equal(done.Read - setAside, host.Journal.Head - before);
        }
    }

    [Fact]
    public async Task A_file_saved_again_with_its_empty_cells_written_out_adds_nothing()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Import("event,userId,at,note\nSeen,a,2026-01-01\n");
        Assert.Equal((1L, 0L, 1L, 0L), (await host.Import("event,userId,at,note,\nSeen,a,2026-01-01,,\n")).Rows());
    }

    [Fact]
    public async Task An_encoding_that_was_guessed_wrong_can_be_said()
    {
        await using var host = await TestHost.Start(Ct);
        var file = Throughline.Mail.Charsets.Charset.Find("windows-1257")!.GetBytes("userId,name\nw1,Ģirts\n");
        await host.Import(file, new ImportPlan("customers", Encoding: "cp1257"));
        await host.Import(Encoding.BigEndianUnicode.GetBytes("userId,name\nw2,東京\n"), new ImportPlan("customers", Encoding: "utf-16BE"));
        Assert.Equal(["Ģirts", "東京"], host.Everything().Select(e => e.Said("traits").GetProperty("name").GetString()));
        Assert.Equal("bad_encoding",
            Assert.IsType<Throughline.Data.Import.StartImport.Refused>(
                await host.Start(await host.Upload(file), new ImportPlan("customers", Encoding: "klingon"))).Code);
    }
}
