namespace Throughline.JourneyEngine;

/// <summary>Which customers did something, at least and at most so many times. The building block of segments.</summary>
public sealed record WhoDidQuestion
{
    public Scope Scope { get; init; } = new();
    public EventPattern Event { get; init; } = EventPattern.Any;

    /// <summary>At least this often, from 1.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>At most this often.</summary>
    public int AtMost { get; init; } = int.MaxValue;
}

/// <summary>Answers who-did questions.</summary>
internal static class WhoDidRun
{
    public static CustomerSet Answer(QuestionContext context, WhoDidQuestion question)
    {
        if (question.AtLeast < 1 || question.AtMost < question.AtLeast)
            throw new QuestionException("times_out_of_range", "`at least` must be 1 or more, and `at most` not less than it.");
        var matcher = new EventMatcher(context.Names, question.Event);
        var kernels = context
            .Scan(question.Scope, matcher.Needs, matcher.TypeBits)
            .Run(() => new WhoDidKernel(matcher, question.AtLeast, question.AtMost), context.Cancellation);
        return CustomerSet.Join(kernels.Select(k => k.People));
    }
}

/// <summary>Counts the rows that fit.</summary>
internal struct WhoDidKernel(EventMatcher matcher, int atLeast, int atMost) : IKernel
{
    private readonly int _enough = atMost == int.MaxValue ? atLeast : atMost + 1;

    public readonly CustomerSet People = new();

    public void Visit(ref RowView rows)
    {
        var times = matcher.IsAny ? rows.To - rows.From : 0;
        for (var i = rows.From; !matcher.IsAny && i < rows.To && times < _enough; i++) if (matcher.Fits(rows, i)) times++;
        if (times >= atLeast && times <= atMost) People.Add(rows.Customer);
    }
}
