namespace Throughline.JourneyEngine;

/// <summary>Rows and customers by touchpoint and stage, customers by goal; and by part when there is more than one. One a thread.</summary>
internal sealed class TouchpointCounts
{
    private readonly TouchpointsPlan _plan;

    public readonly long[] Rows, StageRows, PartRows;
    public readonly int[] Customers, StageCustomers, PartCustomers, Reached, Open, PartReached, PartOpen;

    public TouchpointCounts(TouchpointsPlan plan)
    {
        _plan = plan;
        var (parts, goals) = (plan.Parts == 1 ? 0 : plan.Parts, plan.Events.Length);
        (Rows, StageRows, PartRows) = (new long[plan.Touchpoints], new long[plan.Stages], new long[plan.Touchpoints * parts]);
        (Customers, StageCustomers, PartCustomers) = (new int[plan.Touchpoints], new int[plan.Stages], new int[plan.Touchpoints * parts]);
        (Reached, Open, PartReached, PartOpen) = (new int[goals], new int[goals], new int[goals * parts], new int[goals * parts]);
    }

    /// <summary>A touchpoint over the whole period.</summary>
    public TouchpointPart Whole(int touchpoint)
    {
        var goal = _plan.GoalOf[touchpoint];
        return new TouchpointPart(Rows[touchpoint], Customers[touchpoint], goal < 0 ? 0 : Reached[goal], goal < 0 ? 0 : Open[goal]);
    }

    /// <summary>A touchpoint in one part.</summary>
    public TouchpointPart Part(int touchpoint, int part)
    {
        if (_plan.Parts == 1) return Whole(touchpoint);
        var (cell, goal) = ((part * _plan.Touchpoints) + touchpoint, _plan.GoalOf[touchpoint]);
        var ofGoal = (goal * _plan.Parts) + part;
        return new TouchpointPart(PartRows[cell], PartCustomers[cell], goal < 0 ? 0 : PartReached[ofGoal], goal < 0 ? 0 : PartOpen[ofGoal]);
    }

    public static TouchpointCounts Join(IEnumerable<TouchpointCounts> threads) => threads.Aggregate((sum, next) =>
    {
        foreach (var (to, from) in (ReadOnlySpan<(long[], long[])>)[(sum.Rows, next.Rows), (sum.StageRows, next.StageRows), (sum.PartRows, next.PartRows)])
            Add(to, from);
        foreach (var (to, from) in (ReadOnlySpan<(int[], int[])>)
        [(sum.Customers, next.Customers), (sum.StageCustomers, next.StageCustomers), (sum.PartCustomers, next.PartCustomers),
            (sum.Reached, next.Reached), (sum.Open, next.Open), (sum.PartReached, next.PartReached), (sum.PartOpen, next.PartOpen)]) Add(to, from);
        return sum;
    });

    private static void Add<T>(T[] sum, T[] part) where T : System.Numerics.INumber<T>
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += part[i];
    }
}
