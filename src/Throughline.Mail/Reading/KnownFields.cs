using System.Collections.Frozen;
using System.Text;

namespace Throughline.Mail.Reading;

/// <summary>Field names that real mail carries: one string for each, and a way to tell a header line from prose.</summary>
internal static class KnownFields
{
    private const int Longest = 40;

    private static readonly FrozenSet<string> Names = new[]
    {
        "Received", "Return-Path", "Delivered-To", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID",
        "Message-Id", "In-Reply-To",
        "References", "MIME-Version", "Mime-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Id",
        "Content-Description", "Content-Language", "Content-Location", "Content-Length", "DKIM-Signature", "Authentication-Results", "ARC-Seal",
        "ARC-Message-Signature", "ARC-Authentication-Results", "Received-SPF", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-ID", "List-Help",
        "List-Post", "List-Archive", "List-Owner", "List-Subscribe", "Precedence", "Auto-Submitted", "Importance", "Priority", "Thread-Topic", "Thread-Index",
        "User-Agent", "Accept-Language", "Errors-To", "Organization", "Status", "Lines", "Resent-From", "Resent-To", "Resent-Date", "Resent-Message-ID",
        "X-Mailer", "X-Priority", "X-MSMail-Priority", "X-MimeOLE", "X-Originating-IP", "X-Spam-Status", "X-Spam-Score", "X-Spam-Level", "X-Spam-Flag",
        "X-Received", "X-Google-Smtp-Source", "X-Google-DKIM-Signature", "X-Gm-Message-State", "X-Auto-Response-Suppress", "X-Loop", "X-Failed-Recipients",
        "Feedback-ID", "Reporting-MTA", "Final-Recipient", "Original-Recipient", "Action", "Diagnostic-Code", "Remote-MTA", "Arrival-Date", "Last-Attempt-Date",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The shared string when the bytes are spelt exactly like a known name, else null.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest) return null;
        Span<char> letters = stackalloc char[Longest];
        var length = Encoding.ASCII.GetChars(name, letters);
        return Lookup.TryGetValue(letters[..length], out var known) && letters[..length].SequenceEqual(known) ? known : null;
    }

    /// <summary>True when a line starts like a header that mail really carries: a known name, X- or Content-, then a colon.</summary>
    public static bool Looks(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon is <= 0 or > Longest) return false;
        var name = line[..colon].TrimEnd(" \t"u8);
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)33, (byte)126)) return false;
        Span<char> letters = stackalloc char[Longest];
        var length = Encoding.ASCII.GetChars(name, letters);
        var text = (ReadOnlySpan<char>)letters[..length];
        return Lookup.Contains(text)
            || text.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
    }
}
