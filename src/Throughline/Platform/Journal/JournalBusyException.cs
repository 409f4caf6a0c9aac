namespace Throughline.Platform.Journal;

/// <summary>More waits to be committed than memory should hold; try again in a moment.</summary>
public sealed class JournalBusyException() : Exception("Too much waits to be written.");
