using System.Reflection;
using System.Security.Claims;
using Throughline.Contracts;
using Throughline.Platform.Rooms;

namespace Throughline.Platform.Ui.Slots;

/// <summary>A room's component in a place of a page that belongs to everybody.</summary>
/// <param name="Place">On a customer's page.</param>
public sealed record SlotPart(Type Component, int Order, string Permission, CustomerPlace? Place = null)
{
    private static readonly IReadOnlyList<SlotPart> CustomerParts = Read(typeof(IShowOnCustomer), nameof(OfCustomer));

    /// <summary>Whom it is meant for; none: everybody.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>With a table.</summary>
    public TablePlace? AtTable { get; init; }

    private static readonly IReadOnlyList<SlotPart> TableParts = Read(typeof(IShowOnTable), nameof(OfTable));

    public static IReadOnlyList<SlotPart> OnTouchpoint { get; } = Read(typeof(IShowOnTouchpoint), nameof(OfTouchpoint));

    public static IReadOnlyList<SlotPart> InFrame { get; } = Read(typeof(IShowInFrame), nameof(OfFrame));

    public static IReadOnlyList<SlotPart> InTop { get; } = Read(typeof(IShowInTop), nameof(OfTop));

    public static IReadOnlyList<SlotPart> OnNotifications { get; } = Read(typeof(IShowOnNotifications), nameof(OfNotifications));

    public static IReadOnlyList<SlotPart> OnHome { get; } = Read(typeof(IShowOnHome), nameof(OfHome));

    public static IReadOnlyList<SlotPart> OnCustomer(CustomerPlace place) => [.. CustomerParts.Where(part => part.Place == place)];

    public static IReadOnlyList<SlotPart> OnTable(TablePlace place) => [.. TableParts.Where(part => part.AtTable == place)];

    public bool IsFor(Viewer viewer, ClaimsPrincipal? who) => viewer.May(Permission) && (Roles.Count == 0 || who is not null && Roles.Any(who.IsInRole));

    private static IReadOnlyList<SlotPart> Read(Type slot, string reader) =>
        [.. House.Found(slot).Select(component => ReadOne(component, reader)).OrderBy(part => part.Order)];

    // What an interface says of a class, and not of an object, can be read only where the class is a type argument.
    private static SlotPart ReadOne(Type component, string reader) => (SlotPart)typeof(SlotPart)
        .GetMethod(reader, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(component).Invoke(null, null)!;

    private static SlotPart OfCustomer<T>() where T : IShowOnCustomer => new(typeof(T), T.Order, T.Permission, T.Place);

    private static SlotPart OfTouchpoint<T>() where T : IShowOnTouchpoint => new(typeof(T), T.Order, T.Permission);

    private static SlotPart OfFrame<T>() where T : IShowInFrame => new(typeof(T), T.Order, T.Permission);

    private static SlotPart OfTop<T>() where T : IShowInTop => new(typeof(T), T.Order, T.Permission);

    private static SlotPart OfNotifications<T>() where T : IShowOnNotifications => new(typeof(T), T.Order, T.Permission);

    private static SlotPart OfTable<T>() where T : IShowOnTable => new(typeof(T), T.Order, T.Permission) { AtTable = T.Place };

    private static SlotPart OfHome<T>() where T : IShowOnHome => new(typeof(T), T.Order, T.Permission) { Roles = T.Roles };
}
