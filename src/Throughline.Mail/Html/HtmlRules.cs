using System.Collections.Frozen;

namespace Throughline.Mail.Html;

/// <summary>The allow-list of elements and attributes, and how elements nest.</summary>
internal static class HtmlRules
{
    public static readonly FrozenSet<string> Allowed = Set(
        "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn dir div "
            + "dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark menu nav ol p pre q rp rt "
            + "ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr");

    /// <summary>Elements without content and end tag.</summary>
    public static readonly FrozenSet<string> Void = Set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");

    /// <summary>Elements that go together with all they hold.</summary>
    public static readonly FrozenSet<string> DroppedWhole = Set(
        "script style title textarea select svg math template noscript iframe noembed noframes frameset xmp plaintext applet datalist");

    public static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote center dd details dir div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
            + "menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption body");

    private static readonly FrozenSet<string> AnyAttribute = Set("dir lang title align valign");

    private static readonly FrozenDictionary<string, FrozenSet<string>> Attributes = new Dictionary<string, FrozenSet<string>>
    {
        ["img"] = Set("alt width height border hspace vspace"),
        ["table"] = Set("border cellpadding cellspacing width height bgcolor"),
        ["td"] = Set("colspan rowspan width height bgcolor nowrap"),
        ["th"] = Set("colspan rowspan width height bgcolor nowrap scope"),
        ["tr"] = Set("height bgcolor"),
        ["col"] = Set("span width"),
        ["colgroup"] = Set("span width"),
        ["font"] = Set("color face size"),
        ["ol"] = Set("start type reversed"),
        ["ul"] = Set("type"),
        ["li"] = Set("value type"),
        ["hr"] = Set("size width noshade color"),
        ["br"] = Set("clear"),
        ["div"] = Set("bgcolor"),
        ["time"] = Set("datetime"),
        ["details"] = Set("open"),
    }.ToFrozenDictionary();

    // Where the search for an element to close stops: what stands outside a cell is not closed from inside it.
    private static readonly FrozenSet<string> Barriers = Set("td th caption table");

    private static readonly FrozenDictionary<string, (FrozenSet<string> Closes, FrozenSet<string> Within)> Implied =
        new Dictionary<string, (FrozenSet<string>, FrozenSet<string>)>
        {
        ["li"] = (Set("li"), Set("ul ol menu dir td th table")),
        ["dt"] = (Set("dt dd"), Set("dl td th table")),
        ["dd"] = (Set("dt dd"), Set("dl td th table")),
        ["td"] = (Set("td th"), Set("tr table")),
        ["th"] = (Set("td th"), Set("tr table")),
        ["tr"] = (Set("tr"), Set("table")),
        ["tbody"] = (Set("tbody thead tfoot"), Set("table")),
        ["thead"] = (Set("tbody thead tfoot"), Set("table")),
        ["tfoot"] = (Set("tbody thead tfoot"), Set("table")),
        ["a"] = (Set("a"), Set("td th table")),
    }.ToFrozenDictionary();

    private static readonly (FrozenSet<string> Closes, FrozenSet<string> Within) Paragraph = (Set("p"), Set("td th table li div blockquote caption"));

    public static bool AllowsAttribute(string element, string attribute) =>
        AnyAttribute.Contains(attribute) || Attributes.TryGetValue(element, out var own) && own.Contains(attribute);

    public static bool IsTablePart(string element) => element is "td" or "th" or "tr" or "tbody" or "thead" or "tfoot" or "table" or "caption";

    public static bool StopsClosing(string element) => Barriers.Contains(element);

    /// <summary>What a start tag closes by itself, and within which ancestors only; null for most.</summary>
    public static (FrozenSet<string> Closes, FrozenSet<string> Within)? ClosedBy(string element) =>
        Implied.TryGetValue(element, out var rule) ? rule : Blocks.Contains(element) && !IsTablePart(element) ? Paragraph : null;

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
