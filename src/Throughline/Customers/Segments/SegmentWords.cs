using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Customers.Looks;

namespace Throughline.Customers.Segments;

/// <summary>Conditions as a person reads them.</summary>
public sealed class SegmentWords(IStringLocalizer<Words> words, ITouchpoints touchpoints) : IPart
{
    [Said]
    public static readonly (string Kind, string Label)[] Kinds =
    [("trait", "Attribute"), ("stage", "Is in the stage"), ("did", "Did"), ("didNot", "Never did"), ("identity", "Has identity"),
        ("list", "Is in the list")
    ];

    [Said]
    public static readonly (string Op, string Label)[] Ops =
        [("eq", "is"), ("ne", "is not"), ("gt", "is more than"), ("ge", "is at least"), ("lt", "is less than"), ("le", "is at most"),
        ("contains", "contains"), ("in", "is one of"), ("exists", "is known")
        ];

    [Said]
    public static readonly (string Op, string Label)[] OpsOfIdentities =
    [("exists", "any"), ("eq", "exactly"), ("contains", "that contains"), ("in", "one of")
    ];

    public string Of(SegmentShown segment) => string.Join(segment.Match == "any" ? $" {words["or"]} " : $" {words["and"]} ", segment.Conditions.Select(Of));

    public string Of(SegmentCondition condition) => condition.Kind switch
    {
        "trait" => $"{TraitWords.NameOf(condition.Name)} {Label(Ops, condition.Op)} {Values(condition)}".TrimEnd(),
        "identity" => condition.Op == "exists"
            ? words["known by {0}", condition.Name]
            : $"{words["known by {0}", condition.Name]} {Label(OpsOfIdentities, condition.Op)} {Values(condition)}",
        "stage" => words["in the stage {0}", StageName(condition.Name)],
        "list" => words["on the list {0}", condition.Name],
        "did" => $"{words["did {0}", Event(condition)]}{Often(condition)}{Lately(condition)}",
        _ => $"{words["did not do {0}", Event(condition)]}{Often(condition)}{Lately(condition)}",
    };

    private string StageName(string key)
    {
        var book = touchpoints.Now;
        return book.Stages.Append(book.Defected).FirstOrDefault(s => s.Key == key)?.Name ?? key;
    }

    private string Label((string Op, string Label)[] ops, string? op) => words[ops.FirstOrDefault(o => o.Op == op).Label ?? "is"];

    private static string Values(SegmentCondition condition) => string.Join(", ", Comparisons.Values(condition.Value).Select(value => $"“{value}”"));

    private string Event(SegmentCondition condition) => condition.Name == "*" ? words["anything"] : $"“{condition.Name}”";

    private string Often(SegmentCondition condition) =>
        condition.Times is > 1 and var times ? " " + words["at least {0} times", times.ToString("N0", CultureInfo.CurrentCulture)] : "";

    private string Lately(SegmentCondition condition) => condition.Days is { } days
        ? " " + (days == 1 ? words["in the last day"] : words["in the last {0} days", days.ToString("N0", CultureInfo.CurrentCulture)])
        : "";
}
