using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;
using Throughline.Feedback.Surveys;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Answers;

public readonly record struct AnswerId(Guid Value) : IId<AnswerId>
{
    public static AnswerId New() => new(Guid.CreateVersion7());

    public static AnswerId From(Guid value) => new(value);
}

/// <summary>What one customer answered, kept by the identity they gave it under.</summary>
public sealed class Answer
{
    public const int LongestGivenId = 100, LongestChannel = 40;

    public required AnswerId Id { get; init; }
    public required string SurveyKey { get; init; }
    public required string QuestionKey { get; init; }
    public required double Score { get; init; }
    public required string Channel { get; init; }
    public required Identity Customer { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What whoever told of it calls it: told again, it is the same answer.</summary>
    public string? GivenId { get; init; }

    public static Answer To(Survey survey, double score, Identity customer, string channel, string? givenId, DateTimeOffset at) => new()
    {
        Id = AnswerId.New(),
        SurveyKey = survey.Key,
        QuestionKey = survey.Question.Key,
        Score = score,
        Customer = customer,
        Channel = channel,
        At = at,
        GivenId = givenId,
    };

    private sealed class Mapping : IEntityTypeConfiguration<Answer>
    {
        public void Configure(EntityTypeBuilder<Answer> builder)
        {
            builder.ToTable("feedback_answers");
            builder.HasIndex(a => a.Customer);
            builder.HasIndex(a => new { a.SurveyKey, a.GivenId }).IsUnique();
        }
    }
}
