using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>Promises judged naively: every case against every row of its customer.</summary>
public sealed class OraclePromises(OracleStore store, PromisesQuestion question)
{
    /// <param name="State">Null: called off, or without a due moment when <paramref name="HasDue"/> is false.</param>
    public sealed record Case(int Customer, OracleRow Began, OracleRow? Done, PromiseState? State, bool HasDue);

    public List<Case> Of(PromiseTerms terms) =>
    [
        .. from customer in new OracleQuestions(store).In(question.Scope)
           from row in customer.Rows
           where OracleQuestions.Fits(row, terms.Begins) && row.TimeMs <= question.NowMs
           select Judge(customer.Key, row, customer.All, terms),
    ];

    private Case Judge(int customer, OracleRow began, IReadOnlyList<OracleRow> all, PromiseTerms terms)
    {
        var due = terms.DueProperty is null ? terms.DueMs(began.TimeMs) : began.Browser.Length == 0 ? null : terms.DueOfText!(began.Browser);
        if (due is not { } last) return new Case(customer, began, null, null, false);
        var after = all.Where(r => r.TimeMs >= began.TimeMs && r.TimeMs <= question.NowMs
            && (terms.CaseProperty is null || r.Browser == began.Browser)).ToList();
        var done = after.FirstOrDefault(r => OracleQuestions.Fits(r, terms.Keeps));
        var off = terms.CallsOff is { } pattern ? after.FirstOrDefault(r => OracleQuestions.Fits(r, pattern)) : null;
        var isOff = off is not null && off.TimeMs <= last && (done is null || off.TimeMs < done.TimeMs);
        return new Case(customer, began, done, isOff ? null
            : question.NowMs <= last ? PromiseState.Open
            : done is not null && done.TimeMs <= last ? PromiseState.Kept
            : PromiseState.Broken, true);
    }

    public int PartOf(OracleRow row) => (int)((row.TimeMs - question.Scope.FromMs) * question.Parts / (question.Scope.ToMs - question.Scope.FromMs));
}
