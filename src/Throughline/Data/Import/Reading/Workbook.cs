using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Throughline.Data.Import.Reading;

/// <summary>An Excel workbook (.xlsx), whose sheets are read as files with commas would be.</summary>
internal static class Workbook
{
    private const int LongestName = 100;

    // The reader asks for Windows-1252 by name.
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="UnreadableFileException">It is a workbook that cannot be read: an old one, or one behind a password.</exception>
    public static bool Is(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFileException("old_workbook",
            "This is an old workbook (.xls) or a password-protected one. Save it as .xlsx without a password, or save the sheet as CSV (UTF-8).");
        return start.StartsWith("PK\u0003\u0004"u8);
    }

    /// <summary>The sheets' names, in their order.</summary>
    /// <exception cref="UnreadableFileException">It is no workbook, is damaged, or grows beyond measure when it is unpacked.</exception>
    public static IReadOnlyList<string> Sheets(string path)
    {
        using var file = File.OpenRead(path);
        return Guarded(() =>
        {
            WorkbookParts.Check(file);
            file.Position = 0;
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, Configuration);
            var names = new List<string>();
            do names.Add(Short(reader.Name)); while (reader.NextResult());
            return names;
        });
    }

    /// <summary>The text of a sheet, parted by commas, in UTF-8.</summary>
    public static Stream Open(FileStream file, string sheet) => Guarded(() =>
    {
        var reader = ExcelReaderFactory.CreateOpenXmlReader(file, Configuration);
        while (Short(reader.Name) != sheet && reader.NextResult()) { }
        return new SheetText(reader, file);
    });

    /// <summary>Says in a sentence what is wrong with a workbook.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new UnreadableFileException(
                "bad_workbook", "The workbook is damaged. Open it in a spreadsheet program and save it again, or save the sheet as CSV (UTF-8).");
        }
    }

    // Whatever the reader stumbles over in a strange file is the file's.
    private static bool IsOfTheFile(Exception e) => e is ExcelReaderException or InvalidDataException or System.Xml.XmlException or FormatException
        or OverflowException or ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException
        or IndexOutOfRangeException or NotSupportedException;

    private static ExcelReaderConfiguration Configuration => new() { LeaveOpen = true, FallbackEncoding = TextEncodings.Western };

    private static string Short(string name) => name.Length > LongestName ? name[..LongestName] : name;
}
