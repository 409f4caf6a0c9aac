using Throughline.Mail.Html;

namespace Throughline.Tests.Mail.Html;

public class SafeHtmlTests
{
    [Theory]
    [InlineData("<p>Hi <b>there</b></p>", "<p>Hi <b>there</b></p>")]
    [InlineData("<p>a<p>b", "<p>a</p><p>b</p>")]
    [InlineData("<b>a<i>b</b>c", "<b>a<i>b</i></b>c")]
    [InlineData("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("<table><tr><td>a</div><td>b</table>", "<table><tr><td>a</td><td>b</td></tr></table>")]
    [InlineData("a &amp; b &lt;c&gt; &copy;", "a &amp; b &lt;c&gt; ©")]
    [InlineData("<html><head><title>t</title></head><body bgcolor=red>x</body></html>", "<div bgcolor=\"red\">x</div>")]
    [InlineData("<a href='https://example.org/?a=1&amp;b=2'>x</a>",
        "<a href=\"https://example.org/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>")]
    [InlineData("<a href=mailto:a@b.c>x</a>", "<a href=\"mailto:a@b.c\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>")]
    [InlineData("<p style=\"color: red; position: fixed; font-size:12px\">x</p>", "<p style=\"color: red; font-size: 12px\">x</p>")]
    [InlineData("<td width=\"100%\" onclick=x>y", "<td width=\"100%\">y</td>")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\" alt=\"dot\">", "<img alt=\"dot\" src=\"data:image/png;base64,AAAA\">")]
    [InlineData("<br/>x<hr>", "<br>x<hr>")]
    [InlineData("</p></div>x", "x")]
    public void Mail_stays_readable(string html, string safe) => Assert.Equal(safe, SafeHtml.Clean(html).Html);

    [Theory]
    [InlineData("<script>alert(1)</script>x", "x")]
    [InlineData("<style>p{color:red}</style>x", "x")]
    [InlineData("<iframe src=//evil>a</iframe>x", "x")]
    [InlineData("<form action=//evil><input name=p><button>Send</button></form>", "Send")]
    [InlineData("<p onclick=alert(1) id=x class=y>z</p>", "<p>z</p>")]
    [InlineData("<svg><p>in</p></svg>x", "x")]
    [InlineData("<meta http-equiv=refresh content=0><base href=//evil><link rel=stylesheet href=//evil>x", "x")]
    [InlineData("<object data=x>fallback</object>", "fallback")]
    [InlineData("<!-- comment --><!doctype html><?php x ?>y", "y")]
    [InlineData("<textarea><img src=x></textarea>x", "x")]
    [InlineData("<p style=\"background:url(http://x/y)\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"background:#fff\">a</p>", "<p style=\"background-color: #fff\">a</p>")]
    [InlineData("<p style=\"margin-left:-5000px\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"width:expression(alert(1))\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"color:\\72 ed\">a</p>", "<p>a</p>")]
    [InlineData("<p style=\"-moz-binding:url(x)\">a</p>", "<p>a</p>")]
    [InlineData("<img width=\"1&quot; onerror=alert(1)\">", "<img>")]
    [InlineData("<plaintext>rest <b>of", "")]
    public void What_could_act_is_left_out(string html, string safe) => Assert.Equal(safe, SafeHtml.Clean(html).Html);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("java&#10;script:alert(1)")]
    [InlineData("&#106;avascript:alert(1)")]
    [InlineData("javascript&colon;alert(1)")]
    [InlineData("java\u200bscript:alert(1)")]
    [InlineData("vbscript:x")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("/relative")]
    [InlineData("#top")]
    [InlineData("cid:x")]
    [InlineData("feed:javascript:alert(1)")]
    [InlineData("view-source:x")]
    public void Links_lead_only_to_the_web_a_mailbox_or_a_telephone(string href) => Assert.Equal("<a>x</a>", SafeHtml.Clean($"<a href=\"{href}\">x</a>").Html);

    [Theory]
    [InlineData("http://x.y/a.png", 1)]
    [InlineData("//x.y/a.png", 1)]
    [InlineData("https://x.y/a.png", 1)]
    [InlineData("cid:unknown", 0)]
    [InlineData("data:image/svg+xml;base64,AAAA", 0)]
    [InlineData("data:text/html;base64,AAAA", 0)]
    [InlineData("data:image/png;base64,AA\"onerror=\"x", 0)]
    [InlineData("ftp://x.y/a.png", 0)]
    [InlineData("javascript:alert(1)", 0)]
    public void Nothing_is_fetched_unless_asked(string src, int leftOut)
    {
        var body = SafeHtml.Clean($"<img src='{src}'>");
        Assert.Equal(("<img>", leftOut), (body.Html, body.RemoteLeftOut));
    }

    [Fact]
    public void When_asked_images_of_the_web_are_shown() =>
        Assert.Equal("<img src=\"https://x.y/a.png\"><img>", SafeHtml.Clean("<img src=//x.y/a.png><img src=ftp://x>", new() { AllowRemote = true }).Html);

    [Theory]
    [InlineData("/files/1", "<img src=\"/files/1\">")]
    [InlineData("https://host.example/files/1", "<img src=\"https://host.example/files/1\">")]
    [InlineData("javascript:alert(1)", "<img>")]
    [InlineData("data:image/svg+xml;base64,AAAA", "<img>")]
    public void The_messages_own_images_are_shown_where_the_host_keeps_them(string address, string safe) =>
        Assert.Equal(safe, SafeHtml.Clean("<img src=\"cid:logo%40x\">", new() { OwnImage = id => id == "logo@x" ? address : null }).Html);
}
