namespace Throughline.JourneyEngine;

/// <summary>Answers touchpoint questions.</summary>
internal static class TouchpointsRun
{
    public static TouchpointsAnswer Answer(QuestionContext context, TouchpointsQuestion question)
    {
        var (plan, kernels) = Run(context, question, null);
        var counts = TouchpointCounts.Join(kernels.Select(k => k.Counts));
        var touchpoints = from code in Enumerable.Range(0, plan.Touchpoints)
                          let whole = counts.Whole(code)
                          where whole.Rows > 0
                          let parts = Enumerable.Range(0, plan.Parts).Select(p => counts.Part(code, p)).ToArray()
                          select new TouchpointCount(context.Names.Touchpoints.Name(code), whole.Rows, whole.Customers, whole.Reached, whole.Open, parts);
        var stages = from code in Enumerable.Range(1, plan.Stages - 1)
                     where counts.StageCustomers[code] > 0
                     select new StageCount(context.Names.Stages.Name(code), counts.StageRows[code], counts.StageCustomers[code]);
        return new TouchpointsAnswer(
            [.. touchpoints.OrderBy(t => t.Touchpoint, StringComparer.Ordinal)], [.. stages.OrderBy(s => s.Stage, StringComparer.Ordinal)]);
    }

    /// <summary>The customers behind a cell.</summary>
    public static int[] People(QuestionContext context, TouchpointsQuestion question, TouchpointCell cell)
    {
        if ((cell.Touchpoint is null) == (cell.Stage is null))
            throw new QuestionException("no_such_cell", "Ask for the people of a touchpoint or of a stage, one of the two.");
        if (cell.Stage is not null && cell.Goal is not null)
            throw new QuestionException("no_such_cell", "A stage has no goal; ask for the people of a touchpoint.");
        var isUnknown = cell.Touchpoint is { Length: > 0 } touchpoint
            ? context.Names.Touchpoints.Find(touchpoint) == 0
            : cell.Stage is { } stage && context.Names.Stages.Find(stage) == 0;
        return isUnknown ? [] : PeopleList.Join(Run(context, question, cell).Kernels.Select(k => k.People));
    }

    private static (TouchpointsPlan Plan, TouchpointsKernel[] Kernels) Run(QuestionContext context, TouchpointsQuestion question, TouchpointCell? probe)
    {
        var plan = new TouchpointsPlan(context.Names, question);
        return (plan, context.Scan(question.Scope, plan.Needs).Run(() => new TouchpointsKernel(plan, context.Names, probe), context.Cancellation));
    }
}
