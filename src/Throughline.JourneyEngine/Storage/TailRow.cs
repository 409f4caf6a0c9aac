namespace Throughline.JourneyEngine;

/// <summary>A fresh row that is not in the base yet, chained to the identity's row before it (index + 1, 0 ends the chain).</summary>
internal struct TailRow
{
    public long TimeMs, Position, Value;
    public int Identity, Previous, Type, Channel, Touchpoint, Stage;
}
