namespace Throughline.Tests.JourneyEngine;

/// <summary>A folder of its own for one test.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("throughline-journeys-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
