using Throughline.Mail.Html;

namespace Throughline.Tests.Mail.Html;

public class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/><br>Three", "One\nTwo\n\nThree")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("<div><div><div>deep</div></div></div><div>next</div>", "deep\nnext")]
    [InlineData("a\n   b\t c", "a b c")]
    [InlineData("<b>a</b> <i>b</i>", "a b")]
    [InlineData("a&nbsp;b &amp; c &#8364; &euro;", "a b & c € €")]
    [InlineData("<h1>Title</h1>text", "Title\n\ntext")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>after", "- a\n- b\n  - c\n\nafter")]
    [InlineData("<ol start=3><li>a<li>b</ol>", "3. a\n4. b")]
    [InlineData("<blockquote>old<br>older</blockquote>new", "> old\n> older\nnew")]
    [InlineData("x<blockquote>a<blockquote>b</blockquote></blockquote>", "x\n> a\n> > b")]
    [InlineData("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n>\n> two")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("<pre>a\n  b</pre>c", "a\n  b\nc")]
    [InlineData("<a href=\"https://example.org/x\">Read on</a>", "Read on <https://example.org/x>")]
    [InlineData("<a href=\"https://example.org/\">example.org</a>", "example.org")]
    [InlineData("<a href=\"https://www.example.org\">https://example.org/</a>", "https://example.org/")]
    [InlineData("<a href=\"mailto:a@b.c?subject=x\">Write</a>", "Write <a@b.c>")]
    [InlineData("<a href=\"mailto:a@b.c\">a@b.c</a>", "a@b.c")]
    [InlineData("<a href=\"javascript:x\">y</a>", "y")]
    [InlineData("<a href=\"tel:+49\">+49</a>", "+49")]
    [InlineData("<img src=x alt=\"Our logo\">", "[Our logo]")]
    [InlineData("<img src=x alt=\"pixel\" width=1 height=1>x", "x")]
    [InlineData("<style>p{}</style><script>x</script><title>t</title>y", "y")]
    [InlineData("<div style=\"display:none\">hidden<div>deep</div></div>shown", "shown")]
    [InlineData("a<hr>b", "a\n----\nb")]
    [InlineData("", "")]
    [InlineData("<p></p><p> </p>x", "x")]
    [InlineData("no tags < at all > here", "no tags < at all > here")]
    public void Html_reads_well_as_text(string html, string text) => Assert.Equal(text, HtmlText.Read(html));
}
