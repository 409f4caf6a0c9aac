using System.Text;
using System.Text.Unicode;

namespace Throughline.Data.Import.Reading;

/// <summary>Why a line could not be cut into fields.</summary>
internal enum LineFault { None, OpenQuote, TooLong }

/// <summary>
/// Cuts UTF-8 text into rows and fields (RFC 4180, with other delimiters, and bare quotes inside fields). It works on bytes,
/// where the usual packages make a string of each field, which alone would take longer than all the rest of an import.
/// Memory is one buffer, whatever is in the file: a quote that is never closed costs its own line and no more.
/// </summary>
/// <param name="fallBack">Reads fields that are no UTF-8; Windows-1252 when null.</param>
internal sealed class CsvReader(Stream text, byte delimiter, byte newline = (byte)'\n', Encoding? fallBack = null)
{
    public const int LongestRow = 1 << 20, MostColumns = 2_000;

    private const byte Quote = (byte)'"';

    private readonly (int From, int To, bool Quoted)[] _fields = new (int, int, bool)[MostColumns];
    private readonly FieldText _fieldText = new(fallBack ?? TextEncodings.Western);
    private byte[] _buffer = new byte[256 * 1024];
    private int _start, _rawEnd, _next, _end;
    private bool _ended, _isUtf8;
    private long _nextLine = 1;

    /// <summary>How many fields the row has; more than <see cref="MostColumns"/> are counted and not kept.</summary>
    public int Count { get; private set; }

    /// <summary>How many the file's first line names; a row that leaves out empty ones at its end, or adds some, has as many.</summary>
    public int Columns { get => field > 0 ? field : Count; init; }

    /// <summary>The line on which the row begins, from 1.</summary>
    public long Line { get; private set; }

    public LineFault Fault { get; private set; }

    /// <summary>The row as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_start.._rawEnd);

    /// <summary>A field's text in UTF-8, valid until the next row is read; empty when the row has fewer.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            if (field < 0 || field >= Count || field >= MostColumns) return default;
            var (from, to, quoted) = _fields[field];
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(from, to - from);
            if (quoted) bytes = _fieldText.Unquoted(bytes);
            if (bytes.Length > 1 && bytes[0] is (byte)'=' or (byte)'\'') bytes = SheetSigns.Without(bytes);
            return _isUtf8 ? bytes : _fieldText.Valid(bytes);
        }
    }

    /// <summary>One of the fields from this one on says something; more than are kept always do.</summary>
    public bool HasTextFrom(int field)
    {
        if (Count > MostColumns) return true;
        for (; field < Count; field++) if (!this[field].Trim((byte)' ').IsEmpty) return true;
        return false;
    }

    public string Text(int field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            (_start, Line, Fault) = (_next, _nextLine, LineFault.None);
            _fieldText.Clear();
            if (!CutOrFill()) return false;
            _nextLine += Raw.Count(newline) + 1;
            _isUtf8 = Utf8.IsValid(Raw);
            if (Fault != LineFault.None || !Raw.Trim((byte)' ').IsEmpty) return true;
        }
    }

    private bool CutOrFill()
    {
        while (!Cut())
        {
            if (_start == _end && _ended) return false;
            if (_ended) TakeOneLine(LineFault.OpenQuote);
            else if (_end - _start < LongestRow)
            {
                Fill();
                continue;
            }
            else if (_buffer.AsSpan(_start.._end).Contains(newline)) TakeOneLine(LineFault.OpenQuote);
            else SkipLongLine();
            break;
        }
        return true;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_end, _next, _start) = (_end - _start, 0, 0);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = TextFile.Guarded(() => text.Read(_buffer, _end, _buffer.Length - _end));
        _end += read;
        _ended = read == 0;
    }

    /// <summary>Cuts the row at the start; false when the buffer does not hold all of it.</summary>
    private bool Cut()
    {
        Count = 0;
        if (_start == _end) return false;
        for (var at = _start; ;)
        {
            var quoted = at < _end && _buffer[at] == Quote;
            var from = quoted ? AfterClosingQuote(at) : at;
            if (from < 0) return false;
            var step = _buffer.AsSpan(from.._end).IndexOfAny(delimiter, newline);
            if (step < 0 && !_ended) return false;
            var to = step < 0 ? _end : from + step;
            if (to < _end && _buffer[to] == delimiter)
            {
                Keep(at, to, quoted);
                at = to + 1;
                continue;
            }
            _next = Math.Min(to + 1, _end);
            _rawEnd = to > at && _buffer[to - 1] == (byte)'\r' ? to - 1 : to;
            Keep(at, _rawEnd, quoted);
            return true;
        }
    }

    private void Keep(int from, int to, bool quoted)
    {
        if (Count < MostColumns) _fields[Count] = (from, to, quoted);
        Count++;
    }

    /// <summary>The place after the quote that closes this one; -1 when it is not in the buffer.</summary>
    private int AfterClosingQuote(int open)
    {
        for (var at = open + 1; ;)
        {
            var step = _buffer.AsSpan(at.._end).IndexOf(Quote);
            if (step < 0) return -1;
            at += step + 1;
            if (at == _end) return _ended ? at : -1;
            if (_buffer[at] != Quote) return at;
            at++;
        }
    }

    // Reading goes on after the line in which the quote was opened.
    private void TakeOneLine(LineFault fault)
    {
        var length = _buffer.AsSpan(_start.._end).IndexOf(newline);
        (Fault, Count) = (fault, 0);
        _rawEnd = length < 0 ? _end : _start + length;
        _next = Math.Min(_rawEnd + 1, _end);
    }

    private void SkipLongLine()
    {
        (Fault, Count) = (LineFault.TooLong, 0);
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf(newline);
            _next = length < 0 ? _end : _start + length + 1;
            _rawEnd = _start; // Nobody wants to see a megabyte.
            if (length >= 0 || _ended) return;
            _start = _end;
            Fill();
        }
    }
}
