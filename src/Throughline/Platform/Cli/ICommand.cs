using System.CommandLine;

namespace Throughline.Platform.Cli;

/// <summary>A command of <c>./throughline</c>. It is found by this interface, in the room that it belongs to.</summary>
public interface ICommand
{
    static abstract Command Create();
}
