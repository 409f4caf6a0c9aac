namespace Throughline.Platform.Cli.Evaluate;

/// <summary>A file cannot be measured on; the message says what is wrong with it and where.</summary>
internal sealed class UnusableFileException(string message) : Exception(message);
