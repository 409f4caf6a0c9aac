using Throughline.Demo.People;

namespace Throughline.Demo.Truths;

/// <summary>Planted: for three weeks the payment form fails on Safari, and on no other browser.</summary>
internal sealed class CheckoutFault(DateTimeOffset today)
{
    public const string Browser = "Safari", ErrorCode = "3ds_frame_blocked";
    public const int StartedDaysAgo = 75, EndedDaysAgo = 54;

    /// <summary>Of tries to pay while it lasted.</summary>
    private const double FailingShare = 0.87;

    /// <summary>A card is declined now and then on any browser.</summary>
    private const double OrdinaryShare = 0.025;

    public string? Stops(Device device, DateTimeOffset at, Chance chance)
    {
        if (IsOn(at) && device.Browser == Browser && chance.Is(FailingShare)) return ErrorCode;
        return chance.Is(OrdinaryShare) ? "card_declined" : null;
    }

    public bool IsOn(DateTimeOffset at) => at >= today.AddDays(-StartedDaysAgo) && at < today.AddDays(-EndedDaysAgo);
}
