using Throughline.Platform.Rooms;

namespace Throughline.Journeys.Questions;

/// <summary>A kind of question with a page of its own. A class below this one is a kind: it is found, and its folder holds all of it.</summary>
/// <param name="order">Where it stands among the others.</param>
/// <param name="key">Its address: <c>/journeys/KEY</c>.</param>
/// <param name="lead">What it answers, in a sentence.</param>
public abstract class QuestionKind(int order, string key, [Said] string title, string icon, [Said] string lead)
{
    /// <summary>The kinds in their order.</summary>
    public static IReadOnlyList<QuestionKind> All { get; } =
        [.. House.Found(typeof(QuestionKind)).Select(kind => (QuestionKind)Activator.CreateInstance(kind)!).OrderBy(kind => kind.Order)];

    public int Order => order;

    public string Key => key;

    public string Title => title;

    public string Icon => icon;

    public string Lead => lead;

    /// <summary>The names under which events stand in the address, in their order.</summary>
    public virtual IReadOnlyList<string> Events => [];

    /// <summary>What else may be said, and what holds when it is not.</summary>
    public IReadOnlyDictionary<string, string> Settings => field ??= new OrderedDictionary<string, string>(
        [.. Own.Concat(OfEvery).Select(setting => KeyValuePair.Create(setting.Name, setting.Usual))]);

    /// <summary>The part of the form that only this kind has. It is given the <see cref="Question"/> and what was <c>Added</c> last.</summary>
    public abstract Type Fields { get; }

    /// <summary>The answer as a page shows it. It is given the answer as <c>Shown</c> and the <see cref="Question"/>.</summary>
    public abstract Type View { get; }

    /// <summary>The settings of this kind alone.</summary>
    protected virtual IReadOnlyList<(string Name, string Usual)> Own => [];

    private static IReadOnlyList<(string Name, string Usual)> OfEvery { get; } =
        [("segment", ""), ("period", "30d"), ("from", ""), ("to", ""), ("compare", "none"), ("against", "")];

    public static QuestionKind? Of(string? key) => All.FirstOrDefault(kind => kind.Key == key);

    /// <summary>The kind of a key; the first for one that is unknown, such as that of a kind that is no more.</summary>
    public static QuestionKind OfOrFirst(string? key) => Of(key) ?? All[0];

    public static QuestionKind The<TKind>() where TKind : QuestionKind => All.OfType<TKind>().Single();

    /// <summary>Something to begin with, made of what occurs most.</summary>
    public virtual Question Begin(Question question, CommonEvents events) => question;
}
