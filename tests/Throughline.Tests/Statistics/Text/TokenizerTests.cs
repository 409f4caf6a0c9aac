using Throughline.Statistics.Text;

namespace Throughline.Tests.Statistics.Text;

public class TokenizerTests
{
    [Theory]
    [InlineData("My card hasn't arrived!!", "My|card|hasn't|arrived|!!")]
    [InlineData("e-mail me at jo.doe+x@mail.example.org.", "e-mail|me|at|jo.doe+x@mail.example.org|.")]
    [InlineData("see https://shop.example/a?b=1, or www.shop.example)", "see|https://shop.example/a?b=1|,|or|www.shop.example|)")]
    [InlineData("£1,299.00 on 3rd May", "£|1,299.00|on|3rd|May")]
    [InlineData("love it :-) 👍🏽👨‍👩‍👧‍👦🇩🇪", "love|it|:-)|👍🏽|👨‍👩‍👧‍👦|🇩🇪")]
    [InlineData("3️⃣ stars ❤️", "3️⃣|stars|❤️")]
    [InlineData("naïve Straße Ελλάδα привет", "naïve|Straße|Ελλάδα|привет")]
    [InlineData("配送が遅い", "配|送|が|遅|い")]
    [InlineData("हिन्दी नमस्ते", "हिन्दी|नमस्ते")]
    [InlineData("note: 10:30", "note|:|10|:|30")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    public void Text_of_any_script_falls_into_words_addresses_and_faces(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Tokenizer.Tokens(text).Select(t => t.In(text).ToString())));

    [Fact]
    public void Half_a_character_is_skipped()
    {
        Assert.Equal([0, 2], Tokenizer.Tokens("a\ud800b").Select(t => t.Start));
        Assert.Empty(Tokenizer.Tokens("\udc00"));
    }

    [Fact]
    public void Kinds_are_told_apart() => Assert.Equal(
        [TokenKind.Word, TokenKind.Number, TokenKind.Address, TokenKind.Emoji, TokenKind.Emoji, TokenKind.Mark],
        Tokenizer.Tokens("paid 20.50 http://x.example 🙂 :( ???").Select(t => t.Kind));

    [Theory]
    [InlineData('a')]
    [InlineData('!')]
    [InlineData('@')]
    [InlineData('\ud83d')]
    [InlineData('1')]
    [InlineData('.')]
    public void A_megabyte_of_one_character_is_read_in_one_pass(char c)
    {
        var tokens = Tokenizer.Tokens(new string(c, 1_000_000)).ToArray();
        Assert.InRange(tokens.Length, 0, 1);
    }

    [Fact]
    public void Tokens_never_overlap_and_stay_inside_whatever_the_text()
    {
        var random = new Random(1);
        const string alphabet = "aB9 .,'-:@/)(<3w\u200d\ufe0f\u20e3\ud83d\udc4d\ud83c\uddea中e\u0301ह";
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var end = 0;
            foreach (var token in Tokenizer.Tokens(text))
            {
                Assert.True(token.Start >= end && token.Length > 0 && token.End <= text.Length, text);
                end = token.End;
            }
        }
    }
}
