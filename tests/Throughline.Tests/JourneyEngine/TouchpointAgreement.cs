using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Compares touchpoints, their goals and their parts with the oracle.</summary>
public static class TouchpointAgreement
{
    public static void Check(JourneyStore store, OracleStore truth, TouchpointsQuestion q)
    {
        var oracle = new OracleTouchpoints(truth, q);
        var answer = store.Ask(q);
        var whole = (q.Scope.FromMs, q.Scope.ToMs);
        Assert.Equal(oracle.Touchpoints, answer.Touchpoints.Select(t => t.Touchpoint));
        Assert.Equal(
            oracle.Stages.Select(s => new StageCount(s, oracle.Rows(whole, r => r.Stage == s), oracle.Customers(whole, r => r.Stage == s).Count)),
            answer.Stages);
        foreach (var stage in answer.Stages)
            Assert.Equal(oracle.Customers(whole, r => r.Stage == stage.Stage), store.People(q, new TouchpointCell(null, stage.Stage)));
        foreach (var touchpoint in answer.Touchpoints)
        {
            Assert.Equal(Part(oracle, whole, touchpoint.Touchpoint),
                new TouchpointPart(touchpoint.Rows, touchpoint.Customers, touchpoint.Reached, touchpoint.Open));
            Assert.Equal(Enumerable.Range(0, q.Parts).Select(p => Part(oracle, oracle.Part(p), touchpoint.Touchpoint)), touchpoint.Parts);
            Assert.Equal(oracle.Customers(whole, r => r.Touchpoint == touchpoint.Touchpoint), store.People(q, new TouchpointCell(touchpoint.Touchpoint)));
            foreach (var state in Enum.GetValues<GoalState>())
                Assert.Equal(oracle.Customers(whole, touchpoint.Touchpoint, state), store.People(q, new TouchpointCell(touchpoint.Touchpoint, Goal: state)));
        }
    }

    private static TouchpointPart Part(OracleTouchpoints oracle, (long, long) period, string touchpoint)
        => new(oracle.Rows(period, r => r.Touchpoint == touchpoint), oracle.Customers(period, r => r.Touchpoint == touchpoint).Count,
            oracle.Customers(period, touchpoint, GoalState.Reached).Count, oracle.Customers(period, touchpoint, GoalState.Open).Count);
}
