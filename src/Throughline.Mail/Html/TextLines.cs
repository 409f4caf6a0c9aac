using System.Text;

namespace Throughline.Mail.Html;

/// <summary>Collects text line by line: white space collapsed, at most one blank line in a row, quoted lines marked.</summary>
internal sealed class TextLines
{
    private readonly StringBuilder text = new();
    private int breaks, lastDepth;
    private bool atLineStart = true, hasText, blankDue;

    public int QuoteDepth { get; set; }

    public bool IsPreformatted { get; set; }

    public int Length => text.Length;

    /// <summary>Ends the line; two breaks leave a blank line. Breaks do not add up.</summary>
    public void Break(int lines)
    {
        if (!hasText) return;
        blankDue = false;
        breaks = Math.Max(breaks, lines);
    }

    /// <summary>Ends the line as &lt;br&gt; does: several leave blank lines, up to one.</summary>
    public void NewLine()
    {
        if (!hasText) return;
        blankDue = false;
        breaks = Math.Min(breaks + 1, 2);
    }

    /// <summary>Parts one table cell from the one before it on the line.</summary>
    public void Cell()
    {
        if (hasText && breaks == 0) blankDue = true;
    }

    /// <summary>Writes a list mark at the start of a line, blanks kept.</summary>
    public void Mark(string mark)
    {
        StartLine();
        text.Append(mark);
        atLineStart = true;
        blankDue = false;
    }

    public void Write(string words)
    {
        if (IsPreformatted) { Verbatim(words); return; }
        foreach (var c in words)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f') { blankDue |= !atLineStart && breaks == 0; continue; }
            if (c is '\u200B' or '\uFEFF' or '\u00AD' or '\u034F' or '\u200C' or '\0') continue;   // filler that newsletters put into previews
            Append(c == '\u00A0' ? ' ' : c);
        }
    }

    /// <summary>What was written since a position that <see cref="Length"/> gave.</summary>
    public string Since(int at) => text.ToString(Math.Min(at, text.Length), text.Length - Math.Min(at, text.Length));

    public string Finish()
    {
        var lines = text.ToString().Split('\n');
        for (var i = 0; i < lines.Length; i++) lines[i] = lines[i].TrimEnd(' ');
        return string.Join('\n', lines).Trim('\n');
    }

    private void Verbatim(string words)
    {
        foreach (var c in words)
        {
            if (c == '\n') { StartLine(); breaks = 1; hasText = true; atLineStart = true; Flush(); }
            else if (c is not ('\r' or '\0')) Append(c);
        }
    }

    private void Append(char c)
    {
        StartLine();
        if (blankDue && !atLineStart) text.Append(' ');
        blankDue = false;
        text.Append(c);
        atLineStart = false;
        hasText = true;
    }

    private void StartLine()
    {
        if (breaks > 0) Flush();
        else if (!hasText && atLineStart && text.Length == 0) { Prefix(QuoteDepth); lastDepth = QuoteDepth; }
    }

    private void Flush()
    {
        for (; breaks > 0; breaks--)
        {
            text.Append('\n');
            // A blank line between two depths of quoting belongs to the shallower one.
            Prefix(breaks > 1 ? Math.Min(lastDepth, QuoteDepth) : QuoteDepth);
        }
        lastDepth = QuoteDepth;
        atLineStart = true;
    }

    private void Prefix(int depth)
    {
        for (var i = 0; i < depth; i++) text.Append("> ");
    }
}
