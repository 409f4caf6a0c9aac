using System.Buffers.Binary;
using System.Text;
using Throughline.Mail.Charsets;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading.Tnef;

/// <summary>
/// A winmail.dat: the Transport Neutral Encapsulation Format that Outlook sends (MS-OXTNEF). Files and the plain text are read;
/// what is cut short gives what came before.
/// </summary>
internal sealed class TnefFile
{
    private const uint Signature = 0x223E9F78;
    private const int AttachRendData = 0x9002, AttachTitle = 0x8010, AttachData = 0x800F, Attachment = 0x9005, MessageProperties = 0x9003,
        OemCodePage = 0x9007, Body = 0x800C;
    private readonly List<MailAttachment> files = [];
    private Pending? pending;
    private string codePage = "windows-1252";

    /// <summary>The files inside, in order.</summary>
    public IReadOnlyList<MailAttachment> Files => files;

    /// <summary>The plain text, or null.</summary>
    public string? Text { get; private set; }

    /// <summary>Reads the bytes; null when they do not start as TNEF does.</summary>
    public static TnefFile? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 6 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) != Signature) return null;
        var file = new TnefFile();
        file.ReadAttributes(bytes[6..]);
        return file;
    }

    // level (1), attribute id (2), type (2), length (4), data, checksum (2)
    private void ReadAttributes(ReadOnlyMemory<byte> rest)
    {
        while (rest.Length >= 11)
        {
            var span = rest.Span;
            var id = BinaryPrimitives.ReadUInt16LittleEndian(span[1..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(span[5..]);
            var whole = length <= rest.Length - 9;
            var data = whole ? rest.Slice(9, (int)length) : rest[9..];
            Take(id, data);
            if (!whole || rest.Length - 9 - data.Length < 2) break;
            rest = rest[(11 + data.Length)..];
        }
        Finish();
    }

    private void Take(int id, ReadOnlyMemory<byte> data)
    {
        switch (id)
        {
            case AttachRendData:
                Finish();
                pending = new();
                break;
            case AttachTitle:
                (pending ??= new()).Title ??= Ansi(data.Span);
                break;
            case AttachData:
                (pending ??= new()).Content = data;
                break;
            case Attachment:
                pending ??= new();
                foreach (var property in MapiProperties.Read(data)) pending.Take(property, Ansi);
                break;
            case MessageProperties:
                foreach (var property in MapiProperties.Read(data)) TakeBody(property);
                break;
            case Body:
                Text ??= BodyText.Lines(Ansi(data.Span));
                break;
            case OemCodePage when data.Length >= 4:
                codePage = "cp" + BinaryPrimitives.ReadInt32LittleEndian(data.Span).ToString(System.Globalization.CultureInfo.InvariantCulture);
                break;
        }
    }

    private void TakeBody(MapiProperty property)
    {
        if (property.Id == MapiProperty.Body) Text ??= BodyText.Lines(property.IsUnicode ? Utf16(property.Data.Span) : Ansi(property.Data.Span));
    }

    private void Finish()
    {
        if (pending is { } file && (file.Content is not null || file.Name is not null))
        {
            var content = file.Content ?? default;
            files.Add(new(file.Name, file.MediaType ?? "application/octet-stream", () => content) { ContentId = file.ContentId });
        }
        pending = null;
    }

    private string Ansi(ReadOnlySpan<byte> bytes) => Charset.Decode(bytes.TrimEnd((byte)0), codePage);

    private static string Utf16(ReadOnlySpan<byte> bytes) => Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)]).TrimEnd('\0');

    private sealed class Pending
    {
        private string? longName;

        public string? Title { get; set; }

        public ReadOnlyMemory<byte>? Content { get; set; }

        public string? MediaType { get; private set; }

        public string? ContentId { get; private set; }

        public string? Name => longName ?? Title;

        public void Take(MapiProperty property, Func<ReadOnlySpan<byte>, string> ansi)
        {
            switch (property.Id)
            {
                case MapiProperty.AttachLongFileName: longName = Read(); break;
                case MapiProperty.AttachFileName: Title ??= Read(); break;
                case MapiProperty.AttachMimeTag: MediaType = Read().ToLowerInvariant(); break;
                case MapiProperty.AttachContentId: ContentId = Read().Trim('<', '>'); break;
                case MapiProperty.AttachData when Content is null: Content = property.Data; break;
            }

            string Read() => property.IsUnicode ? Utf16(property.Data.Span) : ansi(property.Data.Span);
        }
    }
}
