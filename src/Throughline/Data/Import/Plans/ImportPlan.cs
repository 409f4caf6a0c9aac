using Throughline.Platform.Ui;

namespace Throughline.Data.Import.Plans;

/// <summary>How a person wants a file to be read. Whatever is left out is found from the file.</summary>
/// <param name="Format"><c>purchases</c>, <c>interactions</c> or <c>customers</c>.</param>
/// <param name="Map">The column of each field; an empty one means that the file does not have it. Without any, columns are guessed.</param>
/// <param name="Set">One value of a field for all rows.</param>
/// <param name="Delimiter">One character, or <c>tab</c>.</param>
/// <param name="Dates"><c>dmy</c> or <c>mdy</c>, where 3/4/2011 can be read in two ways.</param>
/// <param name="TimeZone">An IANA name, for times without a zone; else they are UTC.</param>
/// <param name="Decimal"><c>comma</c> or <c>point</c>, where 1.234 can be read in two ways.</param>
/// <param name="Encoding">What the file is written in, such as <c>windows-1250</c>.</param>
/// <param name="Sheet">The name of a workbook's sheet; else its first.</param>
public sealed record ImportPlan(
    string? Format = null, IReadOnlyDictionary<string, string>? Map = null, IReadOnlyDictionary<string, string>? Set = null,
    string? Delimiter = null, string? Dates = null, string? TimeZone = null, string? Decimal = null, string? Encoding = null,
    string? Sheet = null)
{
    /// <exception cref="Reading.UnreadableFileException">The delimiter is neither one character nor <c>tab</c>.</exception>
    public Reading.FileChoices Choices() => new(DelimiterOf(Delimiter), Encoding.NullIfBlank(), Sheet.NullIfBlank());

    /// <exception cref="Reading.UnreadableFileException">It is neither one character nor <c>tab</c>.</exception>
    public static char? DelimiterOf(string? text) => text switch
    {
        null or "" => null,
        "tab" or "\\t" or "\t" => '\t',
        [var one] when one is > ' ' and < (char)127 and not '"' => one,
        _ => throw new Reading.UnreadableFileException("bad_delimiter", "The delimiter must be a single character, or the word tab."),
    };
}
