using System.Buffers.Binary;
using System.Text;
using MimeKit.Tnef;
using Throughline.Mail.Charsets;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading.Tnef;

/// <summary>
/// A winmail.dat: the Transport Neutral Encapsulation Format that Outlook sends (MS-OXTNEF), read by MimeKit. Files and the plain text are
/// taken; what is cut short gives what came before. Values are slices of the bytes, so that a made-up length allocates nothing.
/// </summary>
internal sealed class TnefFile
{
    private const int Most = 10_000;   // attributes, and properties of one
    private static readonly byte[] Signature = [0x78, 0x9F, 0x3E, 0x22];
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<MailAttachment> _files = [];
    private TnefAttachment? _pending;
    private int _codePage;

    private TnefFile(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The files inside, in order.</summary>
    public IReadOnlyList<MailAttachment> Files => _files;

    /// <summary>The plain text, or null.</summary>
    public string? Text { get; private set; }

    /// <summary>Reads the bytes; null when they do not start as TNEF does.</summary>
    public static TnefFile? Read(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith(Signature)) return null;
        var file = new TnefFile(bytes);
        try
        {
            using var reader = new TnefReader(new MemoryStream(bytes.ToArray()), 0, TnefComplianceMode.Loose);
            for (var i = 0; i < Most && reader.ReadNextAttribute(); i++) file.Take(reader);
        }
        catch (Exception e) when (e is TnefException or IOException or ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // Cut short or damaged: what came before is kept.
        }
        file.Finish();
        return file;
    }

    private void Take(TnefReader reader)
    {
        switch (reader.AttributeTag)
        {
            case TnefAttributeTag.AttachRenderData:
                Finish();
                _pending = new();
                break;
            case TnefAttributeTag.AttachTitle:
                (_pending ??= new()).Title ??= Ansi(Value(reader).Span);
                break;
            case TnefAttributeTag.AttachData:
                (_pending ??= new()).Content = Value(reader);
                break;
            case TnefAttributeTag.Attachment:
                _pending ??= new();
                foreach (var (id, text, data) in Properties(reader)) _pending.Take(id, text, data);
                break;
            case TnefAttributeTag.MapiProperties:
                foreach (var (id, text, _) in Properties(reader)) if (id == TnefPropertyId.Body) Text ??= BodyText.Lines(text());
                break;
            case TnefAttributeTag.Body:
                Text ??= BodyText.Lines(Ansi(Value(reader).Span));
                break;
            case TnefAttributeTag.OemCodepage when Value(reader) is { Length: >= 4 } number:
                _codePage = BinaryPrimitives.ReadInt32LittleEndian(number.Span);
                break;
        }
    }

    private IEnumerable<(TnefPropertyId Id, Func<string> Text, ReadOnlyMemory<byte> Data)> Properties(TnefReader reader)
    {
        var properties = reader.TnefPropertyReader;
        for (var i = 0; i < Most && properties.ReadNextProperty(); i++)
        {
            var tag = properties.PropertyTag;
            var isCounted = tag.ValueTnefType is TnefPropertyType.String8 or TnefPropertyType.Unicode or TnefPropertyType.Binary or TnefPropertyType.Object;
            if (tag.IsMultiValued || !isCounted || Counted(properties.RawValueStreamOffset) is not { } data) continue;
            var isUnicode = tag.ValueTnefType == TnefPropertyType.Unicode;
            yield return (tag.Id, () => isUnicode ? Utf16(data.Span) : Ansi(data.Span), data);
        }
    }

    private void Finish()
    {
        if (_pending?.File() is { } file) _files.Add(file);
        _pending = null;
    }

    private ReadOnlyMemory<byte> Value(TnefReader reader) => Slice(reader.AttributeRawValueStreamOffset, reader.AttributeRawValueLength);

    // The length, then the value; null when it is cut short.
    private ReadOnlyMemory<byte>? Counted(int at)
    {
        if (Slice(at, 4) is not { Length: 4 } number) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(number.Span);
        return length >= 0 && length <= _bytes.Length - at - 4 ? _bytes.Slice(at + 4, length) : null;
    }

    private ReadOnlyMemory<byte> Slice(int at, int length)
    {
        if (at < 0 || at > _bytes.Length) return default;
        return _bytes.Slice(at, Math.Clamp(length, 0, _bytes.Length - at));
    }

    private string Ansi(ReadOnlySpan<byte> bytes) => Charset.Decode(bytes.TrimEnd((byte)0), _codePage > 0 ? $"cp{_codePage}" : "windows-1252");

    private static string Utf16(ReadOnlySpan<byte> bytes) => Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)]).TrimEnd('\0');
}
