using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Questions;

/// <summary>A question to begin with, made of what occurs most, so that no page is ever empty.</summary>
public sealed class FirstQuestion(IJourneyIndex index, HeldSince held) : IPart
{
    public async Task<Question> Of(QuestionKind kind, CancellationToken ct)
    {
        var question = new Question(kind).With("period", await held.UsualPeriod(ct));
        NameCount[] events = [.. index.Names.EventCounts.Where(e => e.Name.Length > 0)];
        return events.Length == 0 ? question : kind.Begin(question, new CommonEvents(events));
    }
}
