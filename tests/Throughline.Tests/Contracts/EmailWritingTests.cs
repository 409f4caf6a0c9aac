using FsCheck.Fluent;
using Throughline.Contracts;

namespace Throughline.Tests.Contracts;

public class EmailWritingTests
{
    [Theory]
    [InlineData("anna@x.example")]
    [InlineData("Anna@X.Example")]
    [InlineData("  anna@x.example\t")]
    [InlineData("mailto:anna@x.example")]
    [InlineData("MAILTO:anna@x.example?subject=Hello")]
    [InlineData("mailto:anna%40x.example")]
    [InlineData("<anna@x.example>")]
    [InlineData("Anna Berg <anna@x.example>")]
    [InlineData("\"Berg, Anna\" <anna@x.example>,")]
    [InlineData("old@x.example <anna@x.example>")]
    [InlineData("[anna@x.example](mailto:anna@x.example)")]
    [InlineData("anna@x.example.")]
    [InlineData("anna@x.example;")]
    [InlineData("anna@x.example,")]
    [InlineData("(anna@x.example)")]
    [InlineData("'anna@x.example'")]
    [InlineData("\"anna@x.example\"")]
    [InlineData("“anna@x.example”")]
    [InlineData("\"anna\"@x.example")]
    [InlineData("anna@x.example (work)")]
    [InlineData("anna@x.example; berg@y.example")]
    [InlineData("anna@x.example, berg@y.example")]
    [InlineData("Email: anna@x.example")]
    [InlineData("anna @ x.example")]
    [InlineData("anna@x.example\u200b")]
    [InlineData("\ufeffanna@x.example")]
    [InlineData("an\u00adna@x.exa\u2060mple")]
    [InlineData("anna@x.example\u00a0")]
    [InlineData("anna＠x．example")]
    [InlineData("ａｎｎａ@x.example")]
    [InlineData("anna@x。example")]
    public void One_address_in_all_its_writings_is_one(string text) => Assert.Equal("anna@x.example", EmailWriting.Of(text));

    [Theory]
    [InlineData("m@bücher.example")]
    [InlineData("m@BÜCHER.example")]
    [InlineData("m@xn--bcher-kva.example")]
    [InlineData("m@XN--BCHER-KVA.example")]
    [InlineData("m@bu\u0308cher.example")]
    public void The_two_names_of_a_domain_are_one(string text) => Assert.Equal("m@bücher.example", EmailWriting.Of(text));

    [Theory]
    [InlineData("jo\u0308rg@x.example", "jörg@x.example")]
    [InlineData("o'brien+shop@x.example", "o'brien+shop@x.example")]
    [InlineData("a_b-c.d@mail.x.example", "a_b-c.d@mail.x.example")]
    [InlineData("anna@localhost", "anna@localhost")]
    [InlineData("anna@[192.0.2.1]", "anna@[192.0.2.1]")]
    [InlineData("guest", "")]
    [InlineData("@x.example", "")]
    [InlineData("anna@", "")]
    [InlineData("anna@@x.example", "")]
    [InlineData("a@b@c.example", "")]
    [InlineData("@", "")]
    [InlineData("", "")]
    public void What_is_part_of_an_address_stays_and_what_is_none_is_nobodys(string text, string address) => Assert.Equal(address, EmailWriting.Of(text));

    [Fact]
    public void What_was_read_is_read_again_as_the_same() => Prop.ForAll<string>(text =>
    {
        var read = EmailWriting.Of($"{text}@x.example");
        return read.Length == 0 || EmailWriting.Of(read) == read;
    }).Hold();
}
