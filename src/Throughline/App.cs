using Throughline.Platform.Cli;
using Throughline.Platform.Storage;

namespace Throughline;

/// <summary>Where the program begins. Its rooms are the folders beside this file; <c>Platform/Rooms/House.cs</c> finds them.</summary>
public static class App
{
    public static Task<int> Main(string[] args)
    {
        OwnerOnly.FromNowOn();
        return CommandLine.Run(args);
    }
}
