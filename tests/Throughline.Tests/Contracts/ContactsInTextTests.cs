using Throughline.Contracts;

namespace Throughline.Tests.Contracts;

public class ContactsInTextTests
{
    private static readonly ContactsInText Annas = new(
        [new Identity(Identity.Email, "anna@bücher.example"), new Identity(Identity.Phone, "+442079461000")], ["0196a1b2-c3d4-7000-8000-00000000000a"]);

    [Theory]
    [InlineData("anna@bücher.example")]
    [InlineData(" ANNA@xn--bcher-kva.example;")]
    [InlineData("mailto:anna@bücher.example")]
    [InlineData("+44 (0)20 7946 1000")]
    [InlineData("442079461000")]
    [InlineData("020 7946 1000")]
    [InlineData("0196a1b2-c3d4-7000-8000-00000000000a")]
    public void A_text_that_is_one_is_found(string text) => Assert.True(Annas.Are(text));

    [Theory]
    [InlineData("joanna@bücher.example")]
    [InlineData("+442079461001")]
    [InlineData("order 1000")]
    [InlineData("2026-11-21T11:00:00Z")]
    [InlineData("79461000")]
    public void Others_are_not(string text)
    {
        Assert.False(Annas.Are(text));
        Assert.Null(Annas.TakenOutOf(text));
    }

    [Fact]
    public void A_user_id_that_is_an_address_is_found_as_one()
    {
        var hers = ContactsInText.Of([new Identity(Identity.UserId, "Anna.Berg@example.com"), new Identity(Identity.AnonymousId, "short")]);
        Assert.Equal("Told … and joanna.berg@example.com, shortly", hers.TakenOutOf("Told <anna.berg@example.com> and joanna.berg@example.com, shortly")
            ?.Replace("<…>", "…", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Write to Anna@Bücher.example, or ring +44 20 7946 1000 at noon.", "Write to …, or ring … at noon.")]
    [InlineData("<anna@xn--bcher-kva.example> asked", "<…> asked")]
    [InlineData("anna@bücher.example anna@bücher.example", "… …")]
    [InlineData("joanna@bücher.example knows anna@bücher.example", "joanna@bücher.example knows …")]
    [InlineData("id=0196a1b2-c3d4-7000-8000-00000000000a.", "id=….")]
    [InlineData("she has 020 7946 1000 and I +44 7700 900123", "she has … and I +44 7700 900123")]
    public void In_the_midst_of_a_sentence_each_is_taken_out(string text, string left) => Assert.Equal(left, Annas.TakenOutOf(text));
}
