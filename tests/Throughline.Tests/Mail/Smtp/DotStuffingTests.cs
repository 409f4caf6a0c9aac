using System.Text;
using FsCheck.Fluent;
using MailKit.Net.Smtp;
using MimeKit.IO;
using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Smtp;

public class DotStuffingTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r", "a\r\n.\r\n")]
    [InlineData("a\r\r\n.", "a\r\n\r\n..\r\n.\r\n")]
    [InlineData("\n\r\n\r", "\r\n\r\n\r\n.\r\n")]
    public void Dots_are_doubled_and_lone_line_ends_made_whole(string mail, string wire) => Assert.Equal(wire, Stuffed(mail, blockSize: 1024));

    [Fact]
    public void What_was_stuffed_in_any_blocks_is_read_back_in_any_blocks()
    {
        var pieces = Gen.Elements("\r", "\n", "\r\n", ".", "x", "..", "\r\n.\r\n", "text");
        var cases = from mail in pieces.ListOf() from write in Gen.Choose(1, 7) from read in Gen.Choose(1, 7) select (string.Concat(mail), write, read);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (mail, write, read) = c;
            var wire = Stuffed(mail, write);
            var whole = mail.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
            if (whole.Length > 0 && !whole.EndsWith('\n')) whole += "\r\n";
            var (text, used) = Unstuffed(wire + "QUIT\r\n", read);
            return text == whole && used == wire.Length && wire == Stuffed(mail, 4096);
        }).Hold();
    }

    [Theory]
    [InlineData("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", true)]
    [InlineData("a\r.\rb\r\n.\r\n", "a\r.\rb\r\n", true)]
    [InlineData("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", true)]
    [InlineData("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", true)]
    [InlineData("a\r\n..\r\n.\r\n", "a\r\n.\r\n", false)]
    [InlineData(".\r\n", "", false)]
    public void Only_a_dot_between_whole_line_ends_is_the_end(string wire, string text, bool hasLoneLineEnds)
    {
        foreach (var blockSize in new[] { 1, 2, 3, 100 })
        {
            var reader = new DotUnstuffing();
            Assert.Equal((text, wire.Length), Unstuffed(wire, blockSize, reader));
            Assert.Equal(hasLoneLineEnds, reader.HasLoneLineEnds);
        }
    }

    /// <summary>As a message goes out: our filter of line ends before MailKit's of dots, then the end.</summary>
    private static string Stuffed(string mail, int blockSize)
    {
        using var wire = new MemoryStream();
        using var filtered = new FilteredStream(wire);
        filtered.Add(new WholeLinesFilter());
        filtered.Add(new SmtpDataFilter());
        foreach (var block in Encoding.ASCII.GetBytes(mail).Chunk(blockSize)) filtered.Write(block);
        filtered.Flush();
        return Encoding.ASCII.GetString(wire.ToArray()) + ".\r\n";
    }

    private static (string Text, int Used) Unstuffed(string wire, int blockSize, DotUnstuffing? reader = null)
    {
        reader ??= new DotUnstuffing();
        var text = new StringBuilder();
        var total = 0;
        foreach (var block in Encoding.ASCII.GetBytes(wire).Chunk(blockSize))
        {
            if (reader.IsEnd) break;
            var target = new byte[block.Length + 1];
            var (used, written) = reader.Read(block, target);
            total += used;
            text.Append(Encoding.ASCII.GetString(target, 0, written));
        }

        Assert.True(reader.IsEnd);
        return (text.ToString(), total);
    }
}
