using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughline.Data.Import.Rows;

/// <summary>Writes JSON bodies one after the other, with one buffer.</summary>
internal sealed class RowJson : IDisposable
{
    private static readonly SearchValues<byte> DigitsAndPoint = SearchValues.Create("0123456789."u8);

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    public RowJson() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>What is written so far.</summary>
    public ReadOnlySpan<byte> Written()
    {
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    public byte[] End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Write(JsonEncodedText name, long number) => _json.WriteNumber(name, number);

    public void Dispose() => _json.Dispose();

    /// <summary>Writes what a cell says: a number if it is written as JSON writes one, so that it can be summed; <c>true</c>, <c>false</c>;
    /// else text. Nothing of an empty cell.</summary>
    public static void WriteCell(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        if (IsPlainNumber(text) && Utf8Parser.TryParse(text, out decimal number, out _)) json.WriteNumber(name, number);
        else if (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8)) json.WriteBoolean(name, text[0] == 't');
        else json.WriteString(name, text);
    }

    // 007, +46 8, 1e5 and long ids are names made of digits.
    private static bool IsPlainNumber(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == (byte)'-' ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > 15 || digits.ContainsAnyExcept(DigitsAndPoint)) return false;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits.Length : point;
        return whole > 0 && (digits[0] != (byte)'0' || whole == 1) && (point < 0 || (digits.Count((byte)'.') == 1 && point < digits.Length - 1));
    }
}
