using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Platform.Channels;

public sealed class LetterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_says_the_same_with_and_without_markup_and_its_links_are_whole()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var letter = new Letter("Two things", "Monday")
        {
            Lead = ["Good morning <Maria>."],
            Sections = [new(NewsKinds.Attention, "Needs attention", [new("Checkout fell", "58% & less", "/journeys?x=1&y=2", "See why", NewsTone.Hurt)])],
            Notes = ["Because you asked."], Off = ("Turn it off", "/notifications/off/t"),
        };

        var written = await server.With<WriteLetter, WriteLetter.Written>(f => f.Write(letter, "https://cx.example.com", Ct));

        Assert.Contains("- Checkout fell\n  58% & less\n  See why: https://cx.example.com/journeys?x=1&y=2", written.Text, StringComparison.Ordinal);
        Assert.Contains("Turn it off: https://cx.example.com/notifications/off/t", written.Text, StringComparison.Ordinal);
        Assert.Contains("Good morning &lt;Maria&gt;.", written.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://cx.example.com/journeys?x=1&amp;y=2\"", written.Html, StringComparison.Ordinal);
        Assert.Contains("Lindenhof", written.Html, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", written.Html, StringComparison.Ordinal);
    }
}
