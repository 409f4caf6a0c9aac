using Throughline.Platform.Cli;

namespace Throughline;

/// <summary>Where the program begins. Its rooms are the folders beside this file; <c>Platform/Rooms/House.cs</c> finds them.</summary>
public static class App
{
    public static Task<int> Main(string[] args) => CommandLine.Run(args);
}
