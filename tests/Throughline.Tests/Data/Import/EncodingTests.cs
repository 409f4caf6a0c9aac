using System.IO.Compression;
using Throughline.Data.Import.Reading;
using Throughline.Mail.Charsets;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Data.Import;

/// <summary>What files are written in, by a guess.</summary>
public class EncodingTests
{
    [Theory]
    [InlineData("windows-1250", "Łukasz Żak")]
    [InlineData("windows-1250", "Gdańsk, Wrocław")]
    [InlineData("windows-1250", "Antonín Dvořák")]
    [InlineData("windows-1250", "Jiří Kučera, Plzeň")]
    [InlineData("windows-1250", "Erdős Győző")]
    [InlineData("windows-1250", "Marko Ivanković")]
    [InlineData("windows-1252", "Jürgen Müller, Köln")]
    [InlineData("windows-1252", "Hélène Lefèvre, Besançon")]
    [InlineData("windows-1252", "José Muñoz, España")]
    [InlineData("windows-1252", "João Conceição, São Paulo")]
    [InlineData("windows-1252", "Søren Kjær, Århus")]
    [InlineData("windows-1252", "Björk Guðmundsdóttir")]
    [InlineData("windows-1252", "It’s “fine” – 5 €")]
    [InlineData("windows-1251", "Москва")]
    [InlineData("windows-1251", "Київ, Львів")]
    [InlineData("koi8-r", "Санкт-Петербург")]
    [InlineData("windows-1253", "Αθήνα, Γιώργος Παπαδόπουλος")]
    [InlineData("windows-1254", "Ayşe Yıldız, İstanbul")]
    [InlineData("windows-1255", "שלום, תל אביב")]
    [InlineData("windows-1256", "محمد، القاهرة")]
    [InlineData("windows-1257", "Vilnius, Šiauliai, Žąsys")]
    [InlineData("windows-874", "กรุงเทพมหานคร")]
    [InlineData("shift_jis", "東京都渋谷区")]
    [InlineData("shift_jis", "山田 太郎さん、カタカナ")]
    [InlineData("euc-jp", "東京都のひと、こんにちは")]
    [InlineData("gb18030", "北京市朝阳区")]
    [InlineData("gb18030", "我们的客户")]
    [InlineData("big5", "臺北市信義區的客戶")]
    [InlineData("euc-kr", "서울특별시 강남구")]
    [InlineData("ibm850", "Jürgen Müller")]
    public void What_a_file_is_written_in_is_guessed_from_its_letters(string encoding, string name)
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("f.csv"), Charset.Find(encoding)!.GetBytes($"userId,name\nw1,plain\nw2,\"{name}\"\n"));
        Assert.Equal(name, CsvHead.Read(folder.File("f.csv"), null).Rows[1][1]);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public void Wide_text_is_known_with_and_without_a_mark_whatever_its_letters(string name, bool mark)
    {
        var encoding = Charset.Find(name)!;
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("f.csv"), [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("id,name\n1,東京都渋谷区一丁目\n2,Москва\n")]);
        var head = CsvHead.Read(folder.File("f.csv"), null);
        Assert.Equal(("UTF-16", "東京都渋谷区一丁目", "Москва"), (head.File.Encoding, head.Rows[0][1], head.Rows[1][1]));
    }

    [Fact]
    public void Strange_letters_are_found_far_down_and_in_a_packed_file()
    {
        using var folder = new TestFolder();
        using (var packed = new GZipStream(File.Create(folder.File("f.csv.gz")), CompressionLevel.Fastest))
            packed.Write(Charset.Find("windows-1250")!.GetBytes(
                "id,name\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},plain\n")) + "x,Łukasz Żak\n"));
        var head = CsvHead.Read(folder.File("f.csv.gz"), null);
        Assert.Equal("Windows-1250", head.File.Encoding);
        var rows = head.OpenRows(out _, out var text);
        using (text) while (rows.Read() && rows.Text(0) != "x") { }
        Assert.Equal("Łukasz Żak", rows.Text(1));
    }

    [Fact]
    public void A_file_that_mixes_UTF_8_with_an_older_encoding_is_read_field_by_field()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("f.csv"), [.. "id,name\n1,東京\n2,"u8, .. Charset.Find("windows-1250")!.GetBytes("Wałęsa Żak\n")]);
        Assert.Equal(["東京", "Wałęsa Żak"], CsvHead.Read(folder.File("f.csv"), null).Rows.Select(r => r[1]));
    }
}
