namespace Throughline.Data.Import.Storing;

/// <summary>What one run of an import carries into everything it stores.</summary>
/// <param name="Source">As the journal keeps it: <c>import:ID</c>.</param>
/// <param name="ReceivedAt">Microseconds since 1970, UTC.</param>
/// <param name="FileFingerprint">The same for the same file.</param>
/// <param name="Folder">For what does not fit into memory; removed afterwards.</param>
internal sealed record RunContext(string Source, long ReceivedAt, ulong FileFingerprint, string Folder);
