namespace Throughline.Platform.Storage;

/// <summary>The data folder cannot be used; the message says which and why.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
