using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>How one customer came through: the steps done in the counted try, when, and by which events.</summary>
internal sealed class FunnelOutcome
{
    /// <summary>Steps done, as bits; 0: the customer does not count.</summary>
    public uint Done;
    public readonly long[] Time = new long[FunnelChecks.MostSteps];
    public readonly int[] Event = new int[FunnelChecks.MostSteps];

    public int Depth => Done == 0 ? -1 : BitOperations.Log2(Done);

    public void Clear() => Done = 0;

    public void Set(int step, long time, int at)
    {
        Done |= 1u << step;
        (Time[step], Event[step]) = (time, at);
    }
}

/// <summary>The best try so far: furthest, then earliest there, then latest begun.</summary>
internal struct BestTry
{
    public int Depth = -1;
    public long Reached, Start;

    public BestTry() { }

    public bool Offer(int depth, long reached, long start)
    {
        if (depth < Depth) return false;
        if (depth == Depth && (reached > Reached || (reached == Reached && start <= Start))) return false;
        (Depth, Reached, Start) = (depth, reached, start);
        return true;
    }
}
