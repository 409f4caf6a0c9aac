using NodaTime;

namespace Throughline.JourneyEngine;

/// <summary>Who makes a cohort: everyone who did the start event in the period, or who did it for the first time ever.</summary>
public enum CohortMode { Recurring, FirstTime }

/// <summary>When a customer counts in period k: active exactly then, or then or at any later time of the asked period.</summary>
public enum ReturnMode { On, OnOrAfter }

/// <summary>How many customers come back, by cohort. Cohorts are calendar periods of the scope.</summary>
public sealed record RetentionQuestion
{
    public Scope Scope { get; init; } = new();
    public EventPattern Start { get; init; } = EventPattern.Any;
    public EventPattern Return { get; init; } = EventPattern.Any;
    public Interval Interval { get; init; } = Interval.Week;

    /// <summary>Columns of the answer, 1 to 1,000: the cohort's own period and those after it.</summary>
    public int Periods { get; init; } = 12;
    public CohortMode Cohorts { get; init; } = CohortMode.Recurring;
    public ReturnMode Returns { get; init; } = ReturnMode.On;

    /// <summary>Whose midnights and Mondays. Null is UTC.</summary>
    public DateTimeZone? Zone { get; init; }
}

/// <summary>
/// One cohort. <c>Returned[k]</c> counts those who did the return event in the k-th period after the cohort's own (k
/// from 0); periods that begin after the asked period are left out.
/// </summary>
public sealed record Cohort(long StartMs, int Size, IReadOnlyList<int> Returned);

/// <summary>The cohorts, oldest first, empty ones included.</summary>
public sealed record RetentionAnswer(IReadOnlyList<Cohort> Cohorts);

/// <summary>Answers retention questions.</summary>
internal static class RetentionRun
{
    public static RetentionAnswer Answer(QuestionContext context, RetentionQuestion question)
    {
        var (plan, kernels) = Run(context, question, null);
        var cohorts = new Cohort[plan.Grid.Count];
        for (var c = 0; c < cohorts.Length; c++)
        {
            var returned = new int[Math.Min(plan.Periods, plan.Grid.Count - c)];
            for (var k = 0; k < returned.Length; k++) returned[k] = kernels.Sum(x => x.Cells[(c * plan.Periods) + k]);
            cohorts[c] = new Cohort(plan.Grid.Starts[c], kernels.Sum(x => x.Sizes[c]), returned);
        }
        return new RetentionAnswer(cohorts);
    }

    /// <summary>The customers of a cohort, or with <paramref name="k"/> those of them who count in its k-th period.</summary>
    public static int[] People(QuestionContext context, RetentionQuestion question, int cohort, int? k)
    {
        var (plan, kernels) = Run(context, question, (cohort, k));
        if ((uint)cohort >= (uint)plan.Grid.Count || k is < 0 || k >= plan.Periods || cohort + (k ?? 0) >= plan.Grid.Count)
            throw new QuestionException("no_such_cell", "There is no such cohort or period in the answer.");
        return PeopleList.Join(kernels.Select(x => x.People));
    }

    private static (RetentionPlan, RetentionKernel[]) Run(QuestionContext context, RetentionQuestion question, (int, int?)? probe)
    {
        if (question.Periods is < 1 or > 1000) throw new QuestionException("periods_out_of_range", "Ask for 1 to 1,000 periods.");
        question.Scope.Check();
        var plan = new RetentionPlan(context.Names, question, probe);
        var scan = context.Scan(question.Scope, plan.Start.Needs | plan.Return.Needs, plan.Start.TypeBits);
        var kernels = scan.Run(() => new RetentionKernel(plan), context.Cancellation);
        foreach (var kernel in kernels) kernel.Settle();
        return (plan, kernels);
    }
}
