using System.CommandLine;
using Throughline.Demo.Loading;
using Throughline.Platform;

namespace Throughline.Demo;

/// <summary>A made-up company to see the product in. It has no pages: it only tells its story to the others.</summary>
public sealed class DemoRoom : Room
{
    public override IEnumerable<Command> Commands => [DemoCommand.Create()];

    public override void AddServices(IServiceCollection services) => services.AddScoped<SetUpHarbourAndPine>().AddSingleton<LoadDemo>();
}
