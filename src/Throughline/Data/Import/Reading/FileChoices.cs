namespace Throughline.Data.Import.Reading;

/// <summary>What a person says of a file's form; what is null is found.</summary>
/// <param name="Encoding">A name such as <c>windows-1250</c> or <c>shift_jis</c>.</param>
/// <param name="Sheet">Of a workbook.</param>
public sealed record FileChoices(char? Delimiter = null, string? Encoding = null, string? Sheet = null);
