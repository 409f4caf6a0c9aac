using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Mail.Imap;

namespace Throughline.Tests.Mail.Imap;

public class ImapSyntaxTests
{
    [Theory]
    [InlineData("INBOX", "INBOX")]
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("a&b", "a&-b")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]   // RFC 3501 section 5.1.3
    [InlineData("😀", "&2D3eAA-")]
    [InlineData("", "")]
    public void Mailbox_names_are_written_in_modified_UTF_7(string name, string encoded)
    {
        Assert.Equal(encoded, ModifiedUtf7.Encode(name));
        Assert.Equal(name, ModifiedUtf7.Decode(encoded));
    }

    [Theory]
    [InlineData("&")]
    [InlineData("a&b")]
    [InlineData("&****-")]
    [InlineData("&AGE-")]       // "a" needs no shifting, so this is another mailbox than "a"
    [InlineData("&U,B-")]       // half a character
    [InlineData("Entwürfe")]    // raw, as some servers send
    public void A_name_that_is_not_valid_stays_as_it_came(string encoded) => Assert.Equal(encoded, ModifiedUtf7.Decode(encoded));

    [Fact]
    public void Any_name_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), name => ModifiedUtf7.Decode(ModifiedUtf7.Encode(name.Get)) == name.Get).Hold();

    [Theory]
    [InlineData(new uint[] { }, "")]
    [InlineData(new uint[] { 5 }, "5")]
    [InlineData(new uint[] { 3, 1, 2, 2, 7 }, "1:3,7")]
    [InlineData(new uint[] { 1, 3, 5 }, "1,3,5")]
    [InlineData(new uint[] { uint.MaxValue - 1, uint.MaxValue }, "4294967294:4294967295")]
    public void Sets_of_UIDs_are_written_compactly(uint[] uids, string expected) => Assert.Equal(expected, new UidSet(uids).ToString());

    [Theory]
    [InlineData("1:3,7", 4)]
    [InlineData("3:1", 3)]
    [InlineData("4294967290:4294967295", 6)]
    [InlineData("1:1000000", 1_000_000)]
    [InlineData("1:1000001", -1)]
    [InlineData("1:4294967295", -1)]
    [InlineData("0", -1)]
    [InlineData("1:*", -1)]
    [InlineData("", -1)]
    [InlineData("1,", -1)]
    [InlineData("1:2:3", -1)]
    [InlineData("-1", -1)]
    [InlineData("4294967296", -1)]
    public void Sets_of_UIDs_are_read_within_bounds(string text, int count)
    {
        Assert.Equal(count >= 0, UidSet.TryParse(text, out var set));
        if (count >= 0) Assert.Equal(count, set.Count);
    }

    [Fact]
    public void Zero_is_never_a_UID() => Assert.Throws<ArgumentOutOfRangeException>(() => UidSet.Of(0, 1));

    [Theory]
    [InlineData("* 12 EXISTS", "EXISTS", 12)]
    [InlineData("* ok [UIDVALIDITY 5] text", "OK", 0)]
    [InlineData("* 4294967295 EXPUNGE", "EXPUNGE", uint.MaxValue)]
    public void Responses_have_a_name_and_a_number(string line, string name, uint number)
    {
        var response = Parse(line);
        Assert.NotNull(response);
        Assert.Equal((name, number), (response.Name, response.Number));
    }

    [Fact]
    public void Codes_strings_lists_and_NIL_are_told_apart()
    {
        var status = Parse("A1 NO [COPYUID 1 2:3 4:5] moved {1}")!;
        Assert.Equal(("A1", "NO", "COPYUID", "1 2:3 4:5", "moved {1}"), (status.Tag, status.Name, status.Code, status.CodeArguments, status.Text));

        var list = Parse("* LIST (\\HasNoChildren \\Sent) \"\\\\\" \"quo\\\"ted\"")!;
        Assert.Equal(["\\HasNoChildren", "\\Sent"], list.Values[0].Items!.Select(i => i.Text));
        Assert.Equal(["\\", "quo\"ted"], list.Values.Skip(1).Select(v => v.Text));

        var fetch = Parse("* 1 FETCH (BODY[HEADER.FIELDS (TO CC)]<0> NIL X (() ((1) \"\")))")!;
        var items = fetch.Values[0].Items!;
        Assert.Equal(("BODY[HEADER.FIELDS (TO CC)]<0>", true, 2), (items[0].Text, items[1].IsNil, items[3].Items!.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("* 1")]
    [InlineData("* 1x EXISTS")]
    [InlineData("* 4294967296 EXISTS")]
    [InlineData("* LIST (")]
    [InlineData("* LIST )")]
    [InlineData("* LIST \"open")]
    [InlineData("* LIST {5}")]
    [InlineData("* FETCH (BODY[HEADER")]
    public void What_is_no_response_has_a_reason(string line)
    {
        var parser = new ImapParser(Encoding.UTF8.GetBytes(line), []);
        Assert.Null(parser.Read());
        Assert.NotEmpty(parser.Trouble);
    }

    [Fact]
    public void Lists_nest_as_deep_as_the_limit_and_no_deeper()
    {
        Assert.NotNull(Parse($"* X {new string('(', ImapParser.MaxDepth)}{new string(')', ImapParser.MaxDepth)}"));
        Assert.Null(Parse($"* X {new string('(', ImapParser.MaxDepth + 1)}{new string(')', ImapParser.MaxDepth + 1)}"));
    }

    [Theory]
    [InlineData("17-Jul-1996 02:44:25 -0700", "1996-07-17T02:44:25-07:00")]
    [InlineData(" 1-Feb-2026 00:00:00 +1400", "2026-02-01T00:00:00+14:00")]
    [InlineData("1-Feb-2026 00:00:00 +1401", null)]
    [InlineData("31-Feb-2026 00:00:00 +0000", null)]
    [InlineData("1-Feb-2026 00:00:00 +0060", null)]
    [InlineData("1-Jan-0001 00:00:00 +0100", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void Dates_of_receipt_are_read_or_left_out(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), InternalDate.Parse(text));

    [Fact]
    public void Any_date_of_receipt_comes_back() => Prop.ForAll(Gen.Choose(1, 2_000_000_000).Zip(Gen.Choose(-14 * 60, 14 * 60)).ToArbitrary(), c =>
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(c.Item1).ToOffset(TimeSpan.FromMinutes(c.Item2));
        return InternalDate.Parse(InternalDate.Format(date).Trim('"')) == date;
    }).Hold();

    private static ImapResponse? Parse(string line) => new ImapParser(Encoding.UTF8.GetBytes(line), []).Read();
}
