using System.Text;

namespace Throughline.Contracts;

/// <summary>Finds somebody's addresses, numbers and long ids in texts, in whatever writing.</summary>
public sealed class ContactsInText
{
    private const int LongId = 16, Tail = 6, ShortestDialled = 9;
    private const string Gone = "…";

    private readonly HashSet<string> _contacts, _ids;
    private readonly List<string> _phones = [];

    /// <param name="contacts">Of the kinds email and phone, normalised.</param>
    /// <param name="ids">Texts that mean the person wherever they stand.</param>
    public ContactsInText(IReadOnlyCollection<Identity> contacts, IEnumerable<string> ids)
    {
        _contacts = contacts.Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        _ids = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var contact in contacts)
            if (contact.Kind == Identity.Phone) _phones.Add(contact.Value.TrimStart('+'));
            else HasEmail = true;
    }

    /// <summary>What means a person in others' texts: their addresses and numbers, and ids that are too long to stand for anything else.</summary>
    public static ContactsInText Of(IReadOnlyCollection<Identity> identities) =>
        new([.. identities.Select(Contact).OfType<Identity>()], identities.Where(i => IsLongId(i) && Contact(i) is null).Select(i => i.Value));

    /// <summary>An id that means its owner wherever it stands; a shorter one is a quantity or a word as well.</summary>
    public static bool IsLongId(Identity identity) => identity.Kind is not (Identity.Email or Identity.Phone) && identity.Value.Length >= LongId;

    private static Identity? Contact(Identity identity)
    {
        if (identity.Kind == Identity.Phone) return identity;
        // Many a user id is an address.
        if (identity.Kind != Identity.Email && !identity.Value.Contains('@', StringComparison.Ordinal)) return null;
        var address = new Identity(Identity.Email, identity.Value).Normalised();
        return address.IsContact ? address : identity;
    }

    public bool HasEmail { get; }

    public bool HasPhone => _phones.Count > 0;

    /// <summary>Whether a number as JSON writes it is a phone number of theirs.</summary>
    public bool AreDigits(ReadOnlySpan<byte> number)
    {
        if (!HasPhone || number.Length < Tail) return false;
        foreach (var phone in _phones)
            if (number.Length == phone.Length && Encoding.ASCII.GetString(number) == phone) return true;
        return false;
    }

    /// <summary>Whether a text is one of them and nothing more.</summary>
    public bool Are(string text)
    {
        if (_ids.Contains(text) || _contacts.Contains(text)) return true;
        if (HasEmail && text.Contains('@', StringComparison.Ordinal) && !text.AsSpan().Trim().ContainsAny(' ', '\n')
            && _contacts.Contains(EmailWriting.Of(text))) return true;
        return MayHoldPhone(text) && !text.Any(char.IsLetter) && WrittenNumber.In(text) is [var only] && IsTheirs(text, only);
    }

    /// <summary>The text with an ellipsis in place of each; null when there is none.</summary>
    public string? TakenOutOf(string text)
    {
        var left = text;
        foreach (var id in _ids) left = left.Replace(id, Gone, StringComparison.Ordinal);
        if (HasEmail) left = WithoutEmails(left);
        if (MayHoldPhone(left)) left = WithoutPhones(left);
        return ReferenceEquals(left, text) || left == text ? null : left;
    }

    private string WithoutEmails(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf('@', at + 1) : -1)
        {
            var (from, to) = (at, at + 1);
            while (from > 0 && at - from < Identity.LongestValue && IsOfAddress(text[from - 1])) from--;
            while (to < text.Length && to - at < Identity.LongestValue && IsOfAddress(text[to])) to++;
            if (Within(text, from, to) is not { } found) continue;
            text = $"{text[..found.From]}{Gone}{text[found.To..]}";
            at = found.From;
        }
        return text;
    }

    // Marks may stand before and after it that could be part of another's.
    private (int From, int To)? Within(string text, int from, int to)
    {
        if (!_contacts.Contains(EmailWriting.Of(text[from..to]))) return null;
        while (from < to && !char.IsLetterOrDigit(text[from]) && _contacts.Contains(EmailWriting.Of(text[(from + 1)..to]))) from++;
        while (to > from && !char.IsLetterOrDigit(text[to - 1]) && _contacts.Contains(EmailWriting.Of(text[from..(to - 1)]))) to--;
        return (from, to);
    }

    private string WithoutPhones(string text)
    {
        var found = WrittenNumber.In(text);
        for (var i = found.Count - 1; i >= 0; i--)
            if (IsTheirs(text, found[i])) text = $"{text[..found[i].Start]}{Gone}{text[found[i].End..]}";
        return text;
    }

    private bool IsTheirs(string text, WrittenNumber written)
    {
        var dialled = written.Digits.TrimStart('0');
        // As it is dialled at home, or without its plus.
        foreach (var phone in _phones)
            if (written.Digits == phone || dialled.Length < written.Digits.Length && written.Digits.Length >= ShortestDialled
                && phone.EndsWith(dialled, StringComparison.Ordinal)) return true;
        return _contacts.Contains(PhoneWriting.Of(text[written.Start..written.End]));
    }

    // Reading a number by its plan takes long: only what has the same last digits is read.
    private bool MayHoldPhone(string text)
    {
        if (_phones.Count == 0 || text.Length < Tail) return false;
        var digits = new StringBuilder();
        foreach (var c in text) if (char.IsDigit(c)) digits.Append((char)('0' + (int)char.GetNumericValue(c)));
        if (digits.Length < Tail) return false;
        var all = digits.ToString();
        foreach (var phone in _phones)
            if (all.Contains(phone.Length > Tail ? phone[^Tail..] : phone, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsOfAddress(char c) =>
        char.IsLetterOrDigit(c) || c > 127 && !char.IsWhiteSpace(c) || c < 128 && ".!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);
}
