using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Feedback.Surveys;

/// <summary>What a survey asks, as the API writes it.</summary>
/// <param name="Kind">nps, csat, ces or rating.</param>
/// <param name="Text">By language, such as <c>en</c>.</param>
/// <param name="Scale">Left out: the usual one of its kind.</param>
[NullIsTold]
public sealed record Question(
    string Key, string Kind, IReadOnlyDictionary<string, string> Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Scale? Scale = null)
{
    public const int LongestText = 500;

    [JsonIgnore]
    public Scale Measure => Scale ?? Scale.UsualOf(Kind);

    /// <summary>How it is asked where nobody said which language.</summary>
    [JsonIgnore]
    public string Asked => In(customer: null, company: null);

    /// <summary>How a customer is asked.</summary>
    /// <param name="customer">Their language; null where it is not known.</param>
    /// <param name="company">The company's own.</param>
    public string In(string? customer, string? company) => new LocalText(Text).For(customer, company);

    /// <summary>
    /// NPS: whoever is called a detractor, 0 to 6. Every other kind: on the bad side of the middle of the scale; the middle itself is
    /// neither.
    /// </summary>
    public bool IsUnhappy(double score) => Kind == "nps" ? score <= 6 : Measure.Goodness(score) < 0.5;
}
