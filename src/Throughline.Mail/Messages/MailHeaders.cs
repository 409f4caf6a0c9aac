using System.Collections;

namespace Throughline.Mail.Messages;

/// <summary>The header fields of a message or part in the order they arrived. Names are compared without regard to case.</summary>
public sealed class MailHeaders : IReadOnlyList<MailHeader>
{
    private readonly IReadOnlyList<MailHeader> fields;

    internal MailHeaders(IReadOnlyList<MailHeader> fields) => this.fields = fields;

    /// <summary>How many fields there are.</summary>
    public int Count => fields.Count;

    /// <summary>The field at a position, from 0.</summary>
    public MailHeader this[int index] => fields[index];

    /// <summary>The first field of that name that is not blank, or null. Repeated headers beyond it are ignored.</summary>
    public MailHeader? First(string name)
    {
        MailHeader? blank = null;
        foreach (var header in fields)
        {
            if (!header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (!header.Raw.Span.ContainsAnyExcept(" \t\r\n"u8)) blank ??= header;
            else return header;
        }
        return blank;
    }

    /// <summary>Every field of that name, in order.</summary>
    public IEnumerable<MailHeader> All(string name) => fields.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a field of that name is present, blank or not.</summary>
    public bool Has(string name) => First(name) is not null;

    /// <summary>The unfolded value of the first field of that name, encoded words not decoded; null when absent.</summary>
    public string? Value(string name) => First(name)?.Value;

    /// <summary>The same fields, raw 8-bit read by that charset; themselves when none has any.</summary>
    internal MailHeaders WithFallback(string charset) =>
        fields.All(h => System.Text.Ascii.IsValid(h.Raw.Span)) ? this : new([.. fields.Select(h => h.WithFallback(charset))]);

    /// <inheritdoc/>
    public IEnumerator<MailHeader> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();
}
