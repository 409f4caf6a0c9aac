namespace Throughline.Mail.Messages;

/// <summary>One mailbox of an address header (RFC 5322, 3.4): the bare address and the decoded display name, empty when there is none.</summary>
/// <param name="Address">The address without angle brackets, as written. A broken address keeps whatever stood there.</param>
/// <param name="Name">The display name, decoded (RFC 2047, RFC 6532) and without quotes.</param>
public sealed record Mailbox(string Address, string Name = "")
{
    /// <summary>What stands before the last at sign; the whole address when there is none.</summary>
    public string LocalPart => Address.LastIndexOf('@') is >= 0 and var at ? Address[..at] : Address;

    /// <summary>What stands after the last at sign, in lower case; empty when there is none.</summary>
    public string Domain => Address.LastIndexOf('@') is >= 0 and var at ? Address[(at + 1)..].ToLowerInvariant() : "";

    /// <summary>The name and address as a person reads them.</summary>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}
