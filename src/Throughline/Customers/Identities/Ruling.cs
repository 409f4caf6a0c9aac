using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>What became of a decision.</summary>
public abstract record Ruling
{
    /// <param name="Customer">Who has the older number now.</param>
    /// <param name="Other">Who stands apart from them now; null when they are one.</param>
    public sealed record Made(int Decision, CustomerId Customer, CustomerId? Other) : Ruling;

    /// <summary>It would change nothing.</summary>
    public sealed record Nothing : Ruling;

    /// <summary>It was taken back before, or cannot be.</summary>
    public sealed record NotToUndo : Ruling;

    public sealed record NoSuchDecision : Ruling;

    /// <summary>The customers are being built again and earlier decisions are still to come.</summary>
    public sealed record Later : Ruling;
}
