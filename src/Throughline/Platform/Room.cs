using System.CommandLine;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Platform;

/// <summary>A part of the product with its own folder. This class is its table of contents; <c>App.cs</c> lists the rooms.</summary>
public abstract class Room
{
    /// <summary>Where it stands in the menu; none for a room without pages.</summary>
    public virtual IEnumerable<MenuEntry> Menu => [];

    /// <summary>Its pages among the tabs of a room.</summary>
    public virtual IEnumerable<PageTab> Tabs => [];

    public virtual IEnumerable<Permission> Permissions => [];

    /// <summary>What it adds to the command line.</summary>
    public virtual IEnumerable<Command> Commands => [];

    public virtual void AddServices(IServiceCollection services) { }

    public virtual void MapRoutes(IEndpointRouteBuilder routes) { }
}
