using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Benchmarks.Mail.Fuzzing;
using Throughline.Mail.Html;

namespace Throughline.Tests.Mail.Html;

/// <summary>What comes out is parsed by a real tree builder, as a browser would, and every node is held against a list written here.</summary>
public class HostileHtmlTests
{
    private static readonly HtmlParser Browser = new(new HtmlParserOptions { IsScripting = true });

    private static readonly HashSet<string> Elements =
        [.. "html head body a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark menu nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
            .Split(' ')];

    private static readonly HashSet<string> Attributes =
        [.. "dir lang title align valign alt width height border hspace vspace cellpadding cellspacing bgcolor colspan rowspan nowrap scope span color face size start type reversed value noshade clear datetime open style href target rel src"
            .Split(' ')];

    public static TheoryData<string> Attacks =>
    [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<template><s><template><s><img src=x onerror=alert(1)>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>",
        "<math href=javascript:alert(1)>x</math>",
        "<a href=\"javascript&NewLine;:alert(1)\">x</a>",
        "<img src=x onerror=alert(1)//",
        "<img/src=`x`onerror=alert(1)>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1)//<</script>",
        "<style><img src=\"</style><img src=x onerror=alert(1)//\">",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
        "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
        "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<select><style></select><img src=x onerror=alert(1)></style>",
        "<p title='&quot;><img src=x onerror=alert(1)>'>x</p>",
        "<p title=\"` onmouseover=alert(1)\">x</p>",
        "<div style=\"background:url('javascript:alert(1)')\">x</div>",
        "<div style=\"font-family:'x;background:url(//evil)'\">x</div>",
        "<div style='width:100%;position:absolute;z-index:9'>x</div>",
        "<link rel=import href=//evil><base href=//evil>",
        "<body onload=alert(1) background=//evil>x",
        "<table background=javascript:alert(1)><td background=//evil>x",
        "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
        "<isindex action=javascript:alert(1) type=image>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<details open ontoggle=alert(1)>x</details>",
        "<a href=\"https://good.example\" href=\"javascript:alert(1)\">x</a>",
        "<img srcset=\"//evil 1x\" src=x><picture><source srcset=//evil></picture>",
        "<input type=image src=//evil><button formaction=javascript:alert(1)>x</button>",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
        "\0<scr\0ipt>alert(1)</script>",
        "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
        "<meta charset=utf-7>+ADw-script+AD4-alert(1)",
        "<frameset onload=alert(1)><frame src=//evil>",
        "<keygen autofocus onfocus=alert(1)><bgsound src=//evil>",
        "<b><table><i><svg><desc><p><style></desc><img src=x onerror=alert(1)>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void No_known_attack_survives(string html) => AssertHarmless(SafeHtml.Clean(html, new() { AllowRemote = true }).Html);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Cleaning_twice_changes_nothing_dangerous(string html) => AssertHarmless(SafeHtml.Clean(SafeHtml.Clean(html).Html).Html);

    [Fact]
    public void No_mixture_of_attacks_survives()
    {
        var attacks = Attacks.Select(row => row.Data).Concat(MailSeeds.Pages).Select(System.Text.Encoding.UTF8.GetBytes).ToList();
        for (ulong i = 0; i < 3000; i++) AssertHarmless(SafeHtml.Clean(
            System.Text.Encoding.UTF8.GetString(Mutation.Of(new Dice(i), attacks)), new() { AllowRemote = true, OwnImage = _ => null }).Html);
    }

    [Fact]
    public void Any_text_at_all_survives_as_text() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(text =>
    {
        var clean = text.Get.Replace("\0", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var shown = Browser.ParseDocument($"<body><p>x{SafeHtml.Clean(System.Net.WebUtility.HtmlEncode(clean)).Html}</p>").Body!.TextContent;
        return Sound(shown) == "x" + Sound(clean);
    }));

    // Halves of surrogate pairs are no text; encoders replace them.
    private static string Sound(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Replace("\uFFFD", "", StringComparison.Ordinal);

    private static void AssertHarmless(string html)
    {
        foreach (var element in Browser.ParseDocument($"<!doctype html><body>{html}").All)
        {
            Assert.True(Elements.Contains(element.LocalName) && element.NamespaceUri == "http://www.w3.org/1999/xhtml", $"<{element.LocalName}> in {html}");
            foreach (var attribute in element.Attributes)
            {
                Assert.True(Attributes.Contains(attribute.Name), $"{attribute.Name} in {html}");
                if (attribute.Name == "href") Assert.Matches("^(https?|mailto|tel):", attribute.Value);
                if (attribute.Name == "src") Assert.Matches("^(https?:|data:image/(png|jpe?g|gif|webp);base64,)", attribute.Value);
                if (attribute.Name == "style") Assert.DoesNotMatch(@"url|expression|position|z-index|@|\\|/\*|binding|behavior", attribute.Value);
            }
        }
    }
}
