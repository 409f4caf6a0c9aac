using System.Text;
using ExcelDataReader;

namespace Throughline.Data.Import.Reading;

/// <summary>A sheet's rows as lines with commas, made while they are read; as many lines as the sheet has rows.</summary>
internal sealed class SheetText(IExcelDataReader reader, Stream file) : Stream
{
    private readonly StringBuilder _line = new();
    private byte[] _row = [];
    private int _at;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_at == _row.Length)
        {
            if (!Workbook.Guarded(reader.Read)) return 0;
            (_row, _at) = (Encoding.UTF8.GetBytes(Workbook.Guarded(Line)), 0);
        }
        var length = Math.Min(buffer.Length, _row.Length - _at);
        _row.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    // Empty cells at the end are left out: a sheet is as wide as whatever was once formatted.
    private string Line()
    {
        _line.Clear();
        var commas = 0;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var text = CellText.Of(reader.GetValue(i), reader.GetNumberFormatString(i));
            if (text.Length > 0)
            {
                _line.Append(',', commas);
                commas = 0;
                if (text.AsSpan().ContainsAny(",\"\n\r")) _line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                else _line.Append(text);
            }
            commas++;
        }
        return _line.Append('\n').ToString();
    }
}
