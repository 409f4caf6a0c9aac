using System.Globalization;

namespace Throughline.Journeys.Questions;

/// <summary>What the buttons of a question's form do to it: <c>add:step</c>, <c>up:2</c>, <c>where:0</c>, <c>drop:1</c>,
/// <c>drop-where:1:0</c>, <c>drop-filter:0</c>. Events are counted from 0.</summary>
public static class QuestionEdit
{
    public const int MostSteps = 32;

    public static Question Apply(Question question, string action)
    {
        var words = action.Split(':');
        var (at, second) = (Number(words, 1), Number(words, 2));
        return words[0] switch
        {
            "add" when words is [_, var role] && question.Kind.Events.Contains(role) => Add(question, role),
            "add-filter" => question with { Filters = [.. question.Filters, new Condition("")] },
            "where" when Has(question, at) => Change(question, at, e => e with { Where = [.. e.Where, new Condition("")] }),
            "drop-where" when Has(question, at) => Change(question, at, e => e with { Where = Without(e.Where, second) }),
            "drop-filter" => question with { Filters = Without(question.Filters, at) },
            "drop" when Has(question, at) => question with { Events = Without(question.Events, at) },
            "up" => Swap(question, at - 1, at),
            "down" => Swap(question, at, at + 1),
            _ => question,
        };
    }

    private static Question Add(Question question, string role)
    {
        if (question.In(role).Count() >= MostSteps) return question;
        var order = question.Kind.Events.ToList();
        return question with { Events = [.. question.Events.Append(new AskedEvent(role, "")).OrderBy(e => order.IndexOf(e.Role))] };
    }

    private static Question Change(Question question, int at, Func<AskedEvent, AskedEvent> change) =>
        question with { Events = [.. question.Events.Select((e, i) => i == at ? change(e) : e)] };

    private static Question Swap(Question question, int upper, int lower)
    {
        if (!Has(question, upper) || !Has(question, lower) || question.Events[upper].Role != question.Events[lower].Role) return question;
        AskedEvent[] events = [.. question.Events];
        (events[upper], events[lower]) = (events[lower], events[upper]);
        return question with { Events = events };
    }

    private static bool Has(Question question, int at) => at >= 0 && at < question.Events.Count;

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> list, int at) => [.. list.Where((_, i) => i != at)];

    private static int Number(string[] words, int at) =>
        at < words.Length && int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
