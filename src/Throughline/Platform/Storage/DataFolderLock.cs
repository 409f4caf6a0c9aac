namespace Throughline.Platform.Storage;

/// <summary>Held by the one process that may write the data folder. The operating system releases it when the process ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    internal DataFolderLock(FileStream file) => this.file = file;

    public void Dispose() => file.Dispose();
}
