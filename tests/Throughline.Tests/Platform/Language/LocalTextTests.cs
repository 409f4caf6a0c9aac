using System.Text.Json;
using Throughline.Platform.Language;

namespace Throughline.Tests.Platform.Language;

public sealed class LocalTextTests
{
    [Theory]
    [InlineData("pt-BR", "de", "Olá do Brasil")]
    [InlineData("pt-PT", "de", "Olá")]            // the language of which theirs is a variant
    [InlineData("pt_BR", "de", "Olá do Brasil")]  // as some systems write it
    [InlineData("PT-br", "de", "Olá do Brasil")]
    [InlineData("fi", "de-AT", "Hallo")]          // the company's, or its base
    [InlineData("fi", "sv", "Hello")]             // English
    [InlineData(null, "sv", "Hello")]
    [InlineData("en-IE", "de", "Hello")]
    public void A_customer_reads_their_language_then_the_companys_then_English(string? customer, string company, string said) => Assert.Equal(
        said, Text(("en", "Hello"), ("de", "Hallo"), ("pt", "Olá"), ("pt-BR", "Olá do Brasil")).For(customer, company));

    [Fact]
    public void Without_any_of_these_they_read_what_there_is()
    {
        var text = Text(("sv", "Hej"), ("da", "Hej hej"));
        Assert.Equal(("Hej hej", "da"), (text.For("fi", "de"), text.Chosen("fi", "de")));
    }

    [Fact]
    public void A_language_that_was_begun_and_left_empty_is_none() =>
        Assert.Equal("Hello", Text(("de", "  "), ("en", "Hello")).For("de", "de"));

    [Fact]
    public void Nothing_written_is_nothing_said()
    {
        Assert.True(Text().IsEmpty);
        Assert.Equal(("", null), (Text().For("de", "en"), Text().Chosen("de", "en")));
    }

    [Fact]
    public void The_order_names_each_language_once() =>
        Assert.Equal(["zh-Hant-TW", "zh-Hant", "zh", "en-GB", "en"], LocalText.Order("zh-Hant-TW", "en-GB"));

    [Fact]
    public void It_is_written_as_an_object_by_language()
    {
        var json = JsonSerializer.Serialize(Text(("en", "Hello"), ("de", "Hallo")));
        Assert.Equal("""{"de":"Hallo","en":"Hello"}""", json);
        Assert.Equal("Hallo", JsonSerializer.Deserialize<LocalText>(json)!.For("de", null));
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-BR", true)]
    [InlineData("", false)]
    [InlineData("klingonish", false)]
    public void Only_languages_that_there_are_have_a_tag(string tag, bool isOne) => Assert.Equal(isOne, LocalText.IsTag(tag));

    private static LocalText Text(params (string Language, string Said)[] said) => new(said.Select(s => KeyValuePair.Create(s.Language, s.Said)));
}
