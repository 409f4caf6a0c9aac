using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Rooms;

/// <summary>
/// A part of the product with its own folder. This class is the page to read first: where the room stands, what it asks of people, what it offers.
/// What it does is found by interfaces below its namespace (<see cref="House"/>).
/// </summary>
public abstract class Room
{
    /// <summary>Where it stands in the menu; none for a room without pages.</summary>
    public virtual IEnumerable<MenuEntry> Menu => [];

    /// <summary>Its pages among the tabs of a room.</summary>
    public virtual IEnumerable<PageTab> Tabs => [];

    /// <summary>What can be begun from the search box.</summary>
    public virtual IEnumerable<PaletteAction> Actions => [];

    public virtual IEnumerable<Permission> Permissions => [];

    /// <summary>Pages that the tests open on every screen. Every page without a parameter in its address is among them.</summary>
    public virtual IEnumerable<PageLook> PagesToLookAt => [];

    /// <summary>Its settings, as the framework binds and checks them.</summary>
    public virtual void Configure(IServiceCollection services) { }
}
