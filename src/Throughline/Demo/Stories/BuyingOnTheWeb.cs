using Throughline.Demo.Company;
using Throughline.Demo.People;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Fills a cart and goes through the checkout, on the web or in the app; the payment may fail.</summary>
/// <param name="On">The device, where it is not any of theirs.</param>
internal sealed record BuyingOnTheWeb(Device? On = null) : IStory
{
    private const double LeavesTheCart = 0.2, LeavesTheCheckout = 0.08;

    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.On(On ?? who.AnyDevice());
        var lines = Shopping.AnyLines(chance);
        foreach (var line in lines) Choose(scene, line);
        scene.See("Cart");
        scene.Track("Cart Viewed", ("total", Shopping.Total(lines)), ("currency", Shop.Currency));
        if (chance.Is(LeavesTheCart)) return;
        SignIn(scene);
        var coupon = chance.Is(0.12) ? chance.Pick(["PINE10", "SUMMIT10", "HARBOUR10"]) : null;
        var order = new Order(scene.World.NextOrder(), lines, Shopping.Total(lines, coupon), scene.Channel);
        if (!CheckOut(scene, order, coupon) || !Pay(scene)) return;
        scene.Track("Order Completed", Shop.Of(order, coupon, who.Place.Country));
        scene.Wait(TimeSpan.FromSeconds(2));
        scene.Tell(new HavingBought(order));
    }

    private static void Choose(Scene scene, Line line)
    {
        scene.See("Product", ("product", line.Product.Name));
        scene.Track("Product Viewed", Shop.Of(line.Product));
        scene.WaitSeconds(20, 180);
        scene.Track("Product Added", Shop.Of(line.Product, line.Quantity));
        scene.WaitSeconds(4, 40);
    }

    private static void SignIn(Scene scene)
    {
        var who = scene.Who;
        if (who.Habit != Habit.Guest) who.HasAccount = true;
        if (!scene.Device!.IsSignedIn) scene.Identify();
    }

    private static bool CheckOut(Scene scene, Order order, string? coupon)
    {
        if (coupon is not null) scene.Track("Coupon Applied", ("coupon", coupon));
        scene.See("Checkout");
        scene.Track("Checkout Started", ("orderId", order.Id), ("total", order.Total), ("currency", Shop.Currency));
        if (scene.Chance.Is(LeavesTheCheckout)) return false;
        scene.WaitSeconds(20, 90);
        scene.Track("Checkout Step Completed", ("step", 1), ("name", "Delivery"));
        scene.WaitSeconds(20, 90);
        scene.Track("Payment Info Entered", ("method", scene.Chance.Pick(("card", 7.0), ("paypal", 2.0), ("applepay", 1.0))));
        scene.WaitSeconds(3, 9);
        return true;
    }

    private static bool Pay(Scene scene)
    {
        for (var tries = 1; scene.World.CheckoutFault.Stops(scene.Device!, scene.At, scene.Chance) is { } error; tries++)
        {
            scene.Track("Payment Failed", ("errorCode", error), ("reason", error));
            scene.WaitSeconds(15, 120);
            if (tries < 3 && scene.Chance.Is(error == CheckoutFault.ErrorCode ? 0.25 : 0.7)) continue;
            GiveUp(scene);
            return false;
        }
        return true;
    }

    private static void GiveUp(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        if (SilentMajority.SpeaksUpThisTime(who)) scene.Later(TimeSpan.FromMinutes(chance.Between(5, 60)), new NeedingHelp(Topic.Checkout));
        else if (chance.Is(0.15)) scene.Later(Rhythm.Next(scene.At, 2, chance), new BuyingOnTheWeb(scene.Device == who.Phone ? who.Laptop : who.Phone));
    }
}
