using Throughline.Mail.Charsets;

namespace Throughline.Tests.Mail.Reading;

public class CharsetTests
{
    [Theory]
    [InlineData("iso-8859-10", "A1BDFF", "Ą―ĸ")]
    [InlineData("iso-8859-14", "A1D0FF", "ḂŴÿ")]
    [InlineData("latin10", "A4AADE", "€ȘȚ")]
    [InlineData("x-mac-roman", "80CADBFF", "Ä\u00A0€ˇ")]
    [InlineData("macintosh", "8A", "ä")]
    [InlineData("viscii", "0280F0FF41", "ẲẠđỮA")]
    [InlineData("utf-7", "2B4147454134672D", "aâ")]
    [InlineData("utf8", "C3A9", "é")]
    [InlineData("\"UTF-8\"", "C3A9", "é")]
    [InlineData("cp-1251", "CFF0", "Пр")]
    [InlineData("windows1252", "80", "€")]
    [InlineData("iso8859-15", "A4", "€")]
    [InlineData("ISO_8859-2:1987", "B1", "ą")]
    [InlineData("ks_c_5601-1987", "B0A1", "가")]
    [InlineData("gb2312", "C4E3", "你")]
    [InlineData("big5", "A741", "你")]
    [InlineData("hz-gb-2312", "7E7B44633A437E7D", "你好")]
    [InlineData("iso-2022-cn", "1B2429410E56504E440F20611B2429470E6A57", "中文 a臺")]
    [InlineData("koi8-u", "A4", "є")]
    [InlineData("tis-620", "A1", "ก")]
    [InlineData("iso-2022-kr", "1B2429430E30210F", "가")]
    public void Charsets_of_real_mail_are_decoded(string label, string hex, string expected) =>
        Assert.Equal(expected, Charset.Decode(Convert.FromHexString(hex), label));

    [Theory]
    [InlineData(null, "636166C3A9", "café")]
    [InlineData(null, "636166E9", "café")]
    [InlineData("us-ascii", "636166C3A9", "café")]
    [InlineData("us-ascii", "636166E9", "café")]
    [InlineData("iso-8859-1", "E29082C3A9", "␂é")]
    [InlineData("iso-8859-1", "9361E9", "“aé")]
    [InlineData("utf-8", "636166E9", "café")]
    [InlineData("utf-8", "C3A9C3A8E2", "éè\uFFFD")]
    [InlineData("no-such", "EFBBBF61", "a")]
    [InlineData("utf-8", "EFBBBF61", "a")]
    public void Missing_unknown_and_wrong_labels_fall_back_sensibly(string? label, string hex, string expected) =>
        Assert.Equal(expected, Charset.Decode(Convert.FromHexString(hex), label));

    [Fact]
    public void Utf7_round_trips_what_it_encodes()
    {
        var utf7 = Charset.Find("unicode-1-1-utf-7")!;
        const string text = "Straße + 👩‍💻 = ok-";
        Assert.Equal(text, utf7.GetString(utf7.GetBytes(text)));
    }

    [Fact]
    public void Our_own_tables_have_one_character_for_each_upper_byte()
    {
        foreach (var label in new[] { "iso-8859-10", "iso-8859-14", "iso-8859-16", "x-mac-roman", "viscii" })
        {
            var encoding = Charset.Find(label)!;
            var text = encoding.GetString([.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
            Assert.Equal(256, text.Distinct().Count());
            Assert.Equal(text, encoding.GetString(encoding.GetBytes(text)));
        }
    }

    [Fact]
    public void Strange_labels_do_not_fill_memory()
    {
        for (var i = 0; i < 5000; i++) Assert.Null(Charset.Find($"made-up-{i}"));
        Assert.Null(Charset.Find(new string('x', 10_000)));
        Assert.Equal("a", Charset.Decode("a"u8, "made-up-1"));
    }

    [Fact]
    public void Html_without_a_declared_charset_may_name_its_own() =>
        Assert.Equal("Пр", Letter.Read("Content-Type: text/html\n\n<html><head><meta charset=\"windows-1251\"></head><body>\u00cf\u00f0</body></html>").Text);
}
