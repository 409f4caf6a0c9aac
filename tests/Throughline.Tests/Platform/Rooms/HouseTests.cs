using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Cli;
using Throughline.Platform.Rooms;
using Throughline.Platform.Server;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Rooms;

/// <summary>What a room holds is found, and nothing that it needs is missing.</summary>
public sealed class HouseTests
{
    private static readonly Type[] Product = typeof(House).Assembly.GetTypes();

    [Fact]
    public void Whoever_maps_routes_is_a_feature() => Assert.Empty(Product
        .Where(type => type.GetMethod("Map", BindingFlags.Static | BindingFlags.Public, [typeof(IEndpointRouteBuilder)]) is not null)
        .Where(type => !type.IsAssignableTo(typeof(IFeature)) && !type.IsInterface).ToList());

    [Fact]
    public void Whoever_makes_a_command_is_found() => Assert.Empty(Product
        .Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal) && type.GetMethod("Create", []) is not null)
        .Where(type => !type.IsAssignableTo(typeof(ICommand))).ToList());

    [Fact]
    public void Every_part_stands_in_a_room_or_in_the_platform()
    {
        string[] homes = [.. House.Rooms.Select(room => room.GetType().Namespace!), "Throughline.Platform"];
        Assert.Empty(House.Found(typeof(IPart)).Where(part => !homes.Contains(string.Join('.', part.Namespace!.Split('.')[..2]))).ToList());
        Assert.Equal(House.Rooms.Count, House.Rooms.Select(room => room.GetType().Namespace).Distinct().Count());
    }

    [Fact]
    public async Task Everything_that_a_part_a_page_or_a_route_asks_for_is_there()
    {
        using var folder = new TestFolder();
        await using var app = await ServerHost.Build(
            new ServerOptions(folder.Path, ["http://127.0.0.1:0"]), folder.Open(), TestContext.Current.CancellationToken,
            builder => builder.WebHost.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true)));
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var part in House.Found(typeof(IPart))) Assert.NotNull(scope.ServiceProvider.GetRequiredService(part));

        var known = app.Services.GetRequiredService<IServiceProviderIsService>();
        Assert.Empty(Product.Where(type => type.IsAssignableTo(typeof(IComponent)))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.IsDefined(typeof(InjectAttribute), inherit: true) && !known.IsService(property.PropertyType))
            .Select(property => $"{property.DeclaringType} asks for {property.PropertyType}"));
    }

    [Fact]
    public void No_two_rooms_stand_under_one_letter()
    {
        var letters = House.Rooms.SelectMany(room => room.Menu).Where(entry => entry.GoTo is not null).Select(entry => entry.GoTo).ToList();
        Assert.Equal(letters.Count, letters.Distinct().Count());
    }
}
