namespace Throughline.Demo.Company;

/// <summary>What customers need help with, and the answer that the company means to give.</summary>
/// <param name="Others">Answers that are given too, and are wrong.</param>
internal sealed record Topic(string Key, string Answer, IReadOnlyList<string> Others, string Article)
{
    public static Topic WhereIsMyOrder { get; } = new("where-is-my-order", "tracking-link-and-day", ["call-the-carrier", "wait-a-week"], "Where is my order");
    public static Topic Sizing { get; } = new("sizing", "measure-and-size-up", ["order-two-sizes", "come-to-the-store"], "Find your size");
    public static Topic Waterproofing { get; } = new(
        "waterproofing", "reproof-after-10-washes", ["buy-a-new-one", "never-wash-it"], "Care for waterproof gear");
    public static Topic Setup { get; } = new("setup", "send-the-film", ["read-the-leaflet", "bring-it-in"], "Pitch your tent, pack your rucksack");
    public static Topic Refund { get; } = new("refund", "five-days-to-the-card", ["ask-your-bank", "a-voucher-only"], "When do I get my money back");
    public static Topic Repair { get; } = new("repair", "free-for-two-years", ["pay-for-the-parts", "not-repaired"], "Repairs");
    public static Topic Checkout { get; } = new("checkout", "try-another-browser", ["try-again-later", "call-your-bank"], "When a payment fails");
    public static Topic Membership { get; } = new("membership", "renews-each-year", ["ends-by-itself"], "The Pine Club");

    public static IReadOnlyList<Topic> BeforeBuying { get; } = [Sizing, Waterproofing, Setup];

    public static IReadOnlyList<Topic> AnyDay { get; } = [WhereIsMyOrder, Sizing, Waterproofing, Waterproofing, Setup, Refund, Repair, Membership];
}
