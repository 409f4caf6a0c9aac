using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Replies;

/// <summary>
/// Finds what is new in a reply: quotes, the lines that introduce them and signatures of the common mail programs and languages are
/// set apart, the original is kept. Linear in the text; never throws.
/// </summary>
public static class ReplyExtractor
{
    private const int SignatureLines = 15;
    private const int LinesAfterProgramSignature = 3;

    /// <summary>Takes a message's best text apart. HTML without a text beside it is first split at the containers that programs put quotes in.</summary>
    public static ReplyText Extract(MailMessage message)
    {
        if (!string.IsNullOrWhiteSpace(message.TextBody) || message.HtmlBody is not { } html) return Extract(message.Text);
        var (own, quoted) = HtmlQuotes.Split(html);
        var read = Extract(own);
        if (string.IsNullOrWhiteSpace(read.New)) return Extract(message.Text);
        return read with { Quoted = Joined(read.Quoted, quoted), Original = message.Text };
    }

    /// <summary>Takes plain text apart.</summary>
    public static ReplyText Extract(string text)
    {
        text = BodyText.Lines(text);
        var lines = text.Split('\n');
        var marks = new Mark[lines.Length];
        MarkQuotes(lines, marks);
        MarkSignature(lines, marks);
        var fresh = Collect(lines, marks, Mark.New);
        if (fresh.Length == 0) return new(text.Trim(), "", "", false, text);
        return new(fresh, Collect(lines, marks, Mark.Quoted), Collect(lines, marks, Mark.Signature), IsInterleaved(lines, marks), text);
    }

    private enum Mark
    {
        New,
        Quoted,
        Signature,
    }

    private static void MarkQuotes(string[] lines, Mark[] marks)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (QuoteLines.IsQuoted(lines[i])) { marks[i] = Mark.Quoted; continue; }
            if (QuoteLines.IsBlank(lines[i])) continue;
            if (QuoteLines.IntroAt(lines, i) is > 0 and var length)
            {
                // Behind an introduction either every line is marked, and answers may follow, or none is, and all the rest is quoted.
                var after = i + length;
                while (after < lines.Length && QuoteLines.IsBlank(lines[after])) after++;
                var marked = after < lines.Length && QuoteLines.IsQuoted(lines[after]);
                var end = marked ? after : lines.Length;
                Array.Fill(marks, Mark.Quoted, i, end - i);
                i = end - 1;
            }
            else if (QuoteLines.IsDivider(lines[i]) || QuoteLines.HeaderBlockAt(lines, i) > 0)
            {
                Array.Fill(marks, Mark.Quoted, i, lines.Length - i);
                return;
            }
        }
    }

    // The signature is the end of the new text: from its delimiter, or from the words of a telephone.
    private static void MarkSignature(string[] lines, Mark[] marks)
    {
        var end = Array.FindLastIndex(marks, m => m == Mark.New);
        while (end >= 0 && (marks[end] != Mark.New || QuoteLines.IsBlank(lines[end]))) end--;
        var left = 0;
        for (var i = end; i >= 0 && left <= SignatureLines; i--)
        {
            if (marks[i] != Mark.New) { if (left > 0) return; continue; }
            if (QuoteLines.IsSignatureDelimiter(lines[i]) || left <= LinesAfterProgramSignature && QuoteLines.IsProgramSignature(lines[i]))
            {
                if (HasTextBefore(lines, marks, i)) Array.Fill(marks, Mark.Signature, i, end - i + 1);
                // A program's line may stand beneath a signature of its own.
                if (QuoteLines.IsSignatureDelimiter(lines[i])) return;
                end = i - 1;
            }
            if (!QuoteLines.IsBlank(lines[i])) left++;
        }
    }

    private static bool HasTextBefore(string[] lines, Mark[] marks, int at)
    {
        for (var i = at - 1; i >= 0; i--) if (marks[i] == Mark.New && !QuoteLines.IsBlank(lines[i])) return true;
        return false;
    }

    private static bool IsInterleaved(string[] lines, Mark[] marks)
    {
        var runs = 0;
        var last = Mark.Quoted;
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] == Mark.Signature || QuoteLines.IsBlank(lines[i])) continue;
            if (marks[i] == Mark.New && last == Mark.Quoted) runs++;
            last = marks[i];
        }
        return runs > 1;
    }

    private static string Collect(string[] lines, Mark[] marks, Mark wanted)
    {
        var kept = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (marks[i] != wanted) continue;
            // Where a quote was taken out, at most one blank line stays.
            if (QuoteLines.IsBlank(lines[i]) && kept.Count > 0 && QuoteLines.IsBlank(kept[^1]) && i > 0 && marks[i - 1] != wanted) continue;
            kept.Add(lines[i].TrimEnd());
        }
        return string.Join('\n', kept).Trim('\n', ' ', '\t');
    }

    private static string Joined(string first, string second) => first.Length == 0 ? second : second.Length == 0 ? first : $"{first}\n{second}";
}
