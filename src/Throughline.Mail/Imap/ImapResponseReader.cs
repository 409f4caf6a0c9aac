using System.Buffers;
using System.Buffers.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>Reads whole responses from the wire, literals included. Message bodies go where the caller says, never into memory as a whole.</summary>
internal sealed class ImapResponseReader(Wire wire)
{
    private const int MaxLine = 8 * 1024 * 1024;
    private const int MaxLiteral = 1024 * 1024;
    private const int MaxLiteralsTogether = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly List<ImapValue> _literals = [];

    /// <summary>Told the bytes of each body that arrives, says where to put them.</summary>
    public Func<long, Stream>? OpenBody { get; set; }

    public async ValueTask<ImapResponse> Read(TimeSpan limit, string awaited, CancellationToken ct)
    {
        _text.ResetWrittenCount();
        _literals.Clear();
        long together = 0;
        while (true)
        {
            var line = await wire.ReadLine(MaxLine, limit, awaited, ct);
            if (_text.WrittenCount + line.Length > MaxLine) throw wire.Broke($"A response exceeds {MaxLine} bytes without its literals.");
            _text.Write(line.Span);
            if (!AnnouncesLiteral(_text.WrittenSpan, out var count)) return Parse();
            if (count < 0) throw wire.Broke("A literal announces a size that is not a number.");
            if (OpenBody is not null && IsBody(_text.WrittenSpan)) _literals.Add(await ReadBody(count, ct));
            else
            {
                if (count > MaxLiteral || (together += count) > MaxLiteralsTogether)
                    throw wire.Broke($"A literal of {count} bytes where none so large belongs.");
                _literals.Add(await ReadLiteral(count, ct));
            }

            limit = wire.Timeouts.Transfer;
        }
    }

    private async ValueTask<ImapValue> ReadBody(long count, CancellationToken ct)
    {
        var body = OpenBody!(count);
        await wire.CopyExactly(count, body, "the rest of a message", ct);
        return ImapValue.Streamed(body);
    }

    private async ValueTask<ImapValue> ReadLiteral(long count, CancellationToken ct)
    {
        var bytes = new byte[count];
        using var target = new MemoryStream(bytes);
        await wire.CopyExactly(count, target, "the rest of a literal", ct);
        return ImapValue.String(bytes);
    }

    private ImapResponse Parse()
    {
        var parser = new ImapParser(_text.WrittenSpan, _literals);
        return parser.Read() ?? throw wire.Broke($"The server's response cannot be read: {parser.Trouble}");
    }

    /// <summary>Whether the line ends in "{123}", "{123+}" or "~{123}"; the count is -1 when it is no number below 2^63.</summary>
    internal static bool AnnouncesLiteral(ReadOnlySpan<byte> text, out long count)
    {
        count = 0;
        if (text is not [.., (byte)'}']) return false;
        var open = text.LastIndexOf((byte)'{');
        if (open <= 0 || text[open - 1] is not ((byte)' ' or (byte)'(' or (byte)'~') || ImapParser.StartsFreeText(text)) return false;
        var digits = text[(open + 1)..^1];
        if (digits is [.., (byte)'+']) digits = digits[..^1];
        if (digits.IsEmpty
            || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(digits, out count, out var used)
            || used != digits.Length) count = -1;
        return true;
    }

    /// <summary>Whether the literal being announced is the value of a BODY[…] item.</summary>
    private static bool IsBody(ReadOnlySpan<byte> text)
    {
        var name = text[..text.LastIndexOf((byte)'{')].TrimEnd("~ "u8);
        var bracket = name.LastIndexOf((byte)'[');
        return name is [.., (byte)']' or (byte)'>'] && bracket >= 4 && System.Text.Ascii.EqualsIgnoreCase(name[(bracket - 4)..bracket], "BODY"u8);
    }
}
