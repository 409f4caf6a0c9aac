namespace Throughline.Mail.Reading;

/// <summary>Message-IDs in headers (RFC 5322, 3.6.4), with or without the angle brackets they should have.</summary>
public static class MessageIds
{
    private const int Most = 1000;

    /// <summary>The first id in a header value, without angle brackets; null when there is none.</summary>
    public static string? First(string? value) => value is null ? null : All(value) is [var first, ..] ? first : null;

    /// <summary>Every id in a header value, in order, without angle brackets and repeats; words without an at sign count only in brackets.</summary>
    public static IReadOnlyList<string> All(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return [];
        var ids = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var close = -1;   // the nearest closing bracket at or behind the position; searched for once, not once for each opening one
        for (var at = 0; at < value.Length && ids.Count < Most;)
        {
            if (value[at] == '<')
            {
                if (close < at) close = value.IndexOf('>', at) is >= 0 and var found ? found : int.MaxValue;
                var end = close == int.MaxValue ? -1 : close;
                var next = value.IndexOf('<', at + 1);
                if (end < 0 || next >= 0 && next < end) end = next < 0 ? value.Length : next;
                Add(string.Concat(value[(at + 1)..end].Where(c => !char.IsWhiteSpace(c))), mustHaveAt: false);
                at = end < value.Length && value[end] == '>' ? end + 1 : end;
            }
            else if (char.IsWhiteSpace(value[at]) || value[at] is ',' or ';' or '>' or '"') at++;
            else
            {
                var from = at;
                while (at < value.Length && !char.IsWhiteSpace(value[at]) && value[at] is not ('<' or ',' or ';' or '>' or '"')) at++;
                Add(value[from..at], mustHaveAt: true);
            }
        }
        return ids;

        void Add(string id, bool mustHaveAt)
        {
            if (id.Length > 0 && (!mustHaveAt || id.Contains('@', StringComparison.Ordinal)) && seen.Add(id)) ids.Add(id);
        }
    }
}
