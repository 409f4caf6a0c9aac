using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Saved;

/// <summary>Lets the search of the whole house find saved questions.</summary>
public sealed class QuestionsFound(ListQuestions list, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Saved questions"];
    public int Order => 420;
    public string? Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct) =>
        [.. (await list.List(new ListQuestions.Request(text), ct)).Items.Take(limit).Select(q =>
            new SearchHit(q.Name, words[QuestionKind.OfOrFirst(q.Kind).Title], q.Link, Icon: QuestionKind.OfOrFirst(q.Kind).Icon))];

    public string? AllOf(string text) => $"/journeys/questions?q={Uri.EscapeDataString(text)}";
}
