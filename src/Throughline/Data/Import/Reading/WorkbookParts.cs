using System.IO.Compression;

namespace Throughline.Data.Import.Reading;

/// <summary>Unpacks a workbook to nowhere before it is read: a small file may say that it holds a gigabyte in one cell.</summary>
internal static class WorkbookParts
{
    /// <summary>A sheet has at most a million rows; what all cells share is held in memory.</summary>
    private const long MostOfSheets = 2L << 30, MostInMemory = 256 << 20;

    private const int MostParts = 5_000, LongestText = 4 << 20;

    /// <exception cref="UnreadableFileException">It is no workbook, or too much of one.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Check(Stream file)
    {
        using var parts = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (parts.Entries.Count > MostParts) throw TooLarge();
        if (!parts.Entries.Any(p => p.FullName.Replace('\\', '/').Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase)))
            throw new UnreadableFileException(
                "not_csv", "This is a zip file but not a workbook (.xlsx). Unpack it, or save the table as CSV (UTF-8); .csv.gz works too.");
        var (sheets, others) = (0L, 0L);
        var buffer = new byte[256 * 1024];
        foreach (var part in parts.Entries.Where(IsRead))
        {
            ref var all = ref part.FullName.Contains("worksheets", StringComparison.OrdinalIgnoreCase) ? ref sheets : ref others;
            all = Measure(part, all, buffer, part.FullName.Contains("worksheets", StringComparison.OrdinalIgnoreCase) ? MostOfSheets : MostInMemory);
        }
    }

    // Pictures and macros are never unpacked.
    private static bool IsRead(ZipArchiveEntry part) =>
        part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static long Measure(ZipArchiveEntry part, long length, byte[] buffer, long most)
    {
        using var text = part.Open();
        for (long run = 0; text.Read(buffer) is var read and > 0;)
        {
            length += read;
            // A text without an end would be held whole.
            var last = buffer.AsSpan(0, read).LastIndexOf((byte)'<');
            run = last < 0 ? run + read : read - last;
            if (length > most || run > LongestText) throw TooLarge();
        }
        return length;
    }

    private static UnreadableFileException TooLarge() =>
        new("workbook_too_large", "The unpacked workbook is too large. Save the sheet as CSV (UTF-8) and import that; .csv.gz works too.");
}
