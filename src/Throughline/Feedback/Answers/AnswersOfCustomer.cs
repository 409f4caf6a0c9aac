using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Answers;

/// <summary>Hands out and forgets what one customer answered.</summary>
public sealed class AnswersOfCustomer(ThroughlineDb db) : IEraseCustomer, IExportCustomer
{
    string IEraseCustomer.Part => "Survey answers";

    string IExportCustomer.Part => "answers";

    public Task Erase(WholeCustomer customer, CancellationToken ct) => Of(customer).ExecuteDeleteAsync(ct);

    public async Task<object?> Export(WholeCustomer customer, CancellationToken ct) => await Of(customer).AsNoTracking().OrderBy(a => a.At)
        .Select(a => new { survey = a.SurveyKey, question = a.QuestionKey, a.Score, a.Channel, a.At }).ToListAsync(ct) is { Count: > 0 } answers
            ? answers
            : null;

    private IQueryable<Answer> Of(WholeCustomer customer)
    {
        var (answers, identities) = (db.Answers, customer.Identities.Values.ToList());
        return answers.Where(a => identities.Contains(a.Customer));
    }
}
