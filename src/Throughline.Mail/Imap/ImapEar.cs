using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>
/// Reads along with MailKit's IMAP and sees to what it lets pass: a message whose literal is longer than the server said, literals of absurd size, a
/// goodbye, and a server that signs us in before the connection is private.
/// </summary>
internal sealed partial class ImapEar(GuardedStream stream, MailEndpoint endpoint, ConnectionOptions options) : ServerEar(stream, endpoint, options)
{
    private const long MostInOtherLiterals = 1024 * 1024;
    private const int LongestListed = 64 * 1024;

    private long _literalLeft;
    private bool _goesOn, _wasBody, _isWithinLine, _hasHeard, _isListed;
    private StringBuilder? _listed;

    /// <summary>
    /// Collects the folders that the server lists until <see cref="EndList"/>, and leaves blanks to MailKit, which refuses a whole list for one odd name.
    /// </summary>
    public void BeginList() => (_listed, Listed) = (new(), []);

    /// <summary>The folders that were listed.</summary>
    public List<MailboxListing> Listed { get; private set; } = [];

    public void EndList() => (_listed, _isListed) = (null, false);

    /// <summary>What the server said as it went; null while it stays.</summary>
    public string? Farewell { get; private set; }

    /// <summary>The code in brackets of the last tagged answer, such as UNAVAILABLE; null when it had none.</summary>
    public string? Code => AnswerCode().Match(LastLine) is { Success: true } found ? found.Groups[1].Value.ToUpperInvariant() : null;

    /// <summary>The last answer without its tag.</summary>
    public string Answer => LastLine.Split(' ', 3) is [_, _, var text] ? text : LastLine;

    /// <summary>Whether the server itself says that another try may succeed (RFC 5530).</summary>
    public bool IsTransient => Code is "UNAVAILABLE" or "INUSE" or "SERVERBUG" or "LIMIT";

    protected override void Hear(Span<byte> said)
    {
        while (!said.IsEmpty)
        {
            if (_literalLeft > 0)
            {
                var passed = (int)Math.Min(_literalLeft, said.Length);
                _literalLeft -= passed;
                if (_isListed) Collect(said[..passed]);
                said = said[passed..];
                if (_literalLeft == 0) Stream.Await("the rest of the answer", Options.Timeouts.Reply);
                continue;
            }

            var end = said.IndexOf((byte)'\n');
            HearPiece(end < 0 ? said : said[..(end + 1)], isEnd: end >= 0);
            said = end < 0 ? default : said[(end + 1)..];
        }
    }

    private void HearPiece(Span<byte> piece, bool isEnd)
    {
        var begins = !_isWithinLine && !_goesOn;
        _isWithinLine = !isEnd;
        if (begins) _isListed = _listed is not null && BeginsList(piece);
        if (begins && isEnd && !_isListed && _hasHeard) ImapMending.Mend(piece);
        _hasHeard |= isEnd;
        base.Hear(piece);
        if (!_isListed) return;
        Collect(piece);
        if (!isEnd || _goesOn) return;
        if (ListLine.Read(_listed!.ToString()) is { } line) Listed.Add(line.Listing);
        _listed!.Clear();
    }

    private void Collect(Span<byte> piece)
    {
        if (_listed!.Length + piece.Length > LongestListed) throw Broke($"A folder's name has more than {LongestListed} bytes.");
        _listed.Append(Encoding.Latin1.GetString(piece));
        piece.Fill((byte)' ');
    }

    // Also where no more of it has come yet than could be one.
    private static bool BeginsList(ReadOnlySpan<byte> piece)
    {
        var start = "* LIST "u8;
        var length = Math.Min(piece.Length, start.Length);
        return Ascii.EqualsIgnoreCase(piece[..length], start[..length]);
    }

    protected override void HearLine(string line)
    {
        var isStart = !_goesOn;
        if (_wasBody && !AfterBody().IsMatch(line)) throw Broke("The parts of a fetched message do not fit together; the server miscounted.");
        (_goesOn, _wasBody) = (false, false);
        if (isStart && Status().IsMatch(line)) HearStatus(line);
        else if (LiteralAhead().Match(line) is { Success: true } literal) HearLiteral(literal);
        if (isStart) base.HearLine(line);
    }

    private void HearStatus(string line)
    {
        if (line.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase)) Farewell = line[5..].Trim();
        if (line.StartsWith("* PREAUTH", StringComparison.OrdinalIgnoreCase) && Endpoint.Security == TransportSecurity.StartTls)
            throw Stream.Fail(new TlsFailedException($"{Endpoint.Host} signs us in before TLS can begin, so the connection cannot be made private."));
    }

    private void HearLiteral(Match literal)
    {
        if (!long.TryParse(literal.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw Broke("A literal's size is no number.");
        var isBody = literal.Groups["body"].Success;
        if (!isBody && size > MostInOtherLiterals) throw Broke($"A literal of {size} bytes is not a message.");
        if (isBody && size / 4 > Options.MaxMessageBytes) throw Stream.Fail(new MessageTooLargeException(size, Options.MaxMessageBytes));
        (_literalLeft, _goesOn, _wasBody) = (size, true, isBody);
        Stream.Await("the rest of a message", Options.Timeouts.Transfer);
    }

    [GeneratedRegex(@"(?<body>BODY\[\](<\d+>)? )?\{(?<size>\d+)\+?\}$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex LiteralAhead();

    /// <summary>What may follow a message: the end of the list, or another item, those of Exchange and Domino among them (RFC 3501 section 7.4.2).</summary>
    [GeneratedRegex(@"^( *\)| (UID|FLAGS|INTERNALDATE|MODSEQ|ENVELOPE|SAVEDATE|PREVIEW|EMAILID|THREADID|BODY\S*|RFC822\S*|BINARY\S*|X-\S*) "
        + @"|(?-i:(?> [A-Z][A-Z0-9._-]* (?>[A-Za-z0-9._-]+|""[^""]*""|\((?>[^()]+|\([^()]*\))*\)))+ *\) *$))", RegexOptions.IgnoreCase)]
    private static partial Regex AfterBody();

    /// <summary>An answer whose text is for people and holds no literal.</summary>
    [GeneratedRegex(@"^(\+|\S+ (OK|NO|BAD|BYE|PREAUTH)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Status();

    [GeneratedRegex(@"^\S+ (?:NO|BAD|OK) \[(\S+?)[\] ]", RegexOptions.IgnoreCase)]
    private static partial Regex AnswerCode();
}
