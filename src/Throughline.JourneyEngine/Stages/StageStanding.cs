namespace Throughline.JourneyEngine;

/// <summary>Answers who stands in a stage.</summary>
internal static class StageStandingRun
{
    public static CustomerSet Answer(QuestionContext context, StageStandingQuestion question)
    {
        var plan = new StagePlan(context.Names, question.Rules);
        var wanted = plan.PlaceOf(question.Stage);
        if (wanted < 0)
            throw new QuestionException("unknown_stage", $"There is no stage '{question.Stage}'; name one of the stages, or that of those who left.");
        var kernels = context.Scan(new Scope(), Needs.Stage).Run(() => new StageStandingKernel(plan, wanted, question.AtMs), context.Cancellation);
        return CustomerSet.Join(kernels.Select(k => k.Standing));
    }
}

/// <summary>Walks each customer to the asked moment.</summary>
internal struct StageStandingKernel(StagePlan plan, int wanted, long atMs) : IKernel
{
    public readonly CustomerSet Standing = new();

    public void Visit(ref RowView rows)
    {
        var walk = new StageWalk(plan, atMs);
        while (walk.MoveNext(rows)) { }
        if (walk.Place == wanted) Standing.Add(rows.Customer);
    }
}
