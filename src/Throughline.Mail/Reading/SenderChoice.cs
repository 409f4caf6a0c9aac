using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Chooses the one mailbox that wrote a message, also where From names nobody or several.</summary>
internal static class SenderChoice
{
    private const int Most = 100;   // each is compared with each
    private static readonly string[] EnvelopeFields = ["X-Envelope-From", "Envelope-From", "X-Envelope-Sender", "X-Original-Return-Path"];

    /// <summary>The author; null when no header names anybody.</summary>
    public static Mailbox? Of(MailMessage message)
    {
        var authors = message.Froms.Where(CanBeAnswered).Take(Most).ToList();
        if (authors.Count == 1) return authors[0];
        var others = Others(message).Where(CanBeAnswered).Take(Most);
        // Of several authors one is named by another header too; a return path of its own may be a list's and says nothing of them.
        if (authors.Count > 1)
        {
            return message.ReplyTo.FirstOrDefault(CanBeAnswered) ?? (message.Sender is { } sender && CanBeAnswered(sender) ? sender : null)
                ?? others.FirstOrDefault(o => authors.Exists(a => Same(a, o))) ?? authors[0];
        }
        var named = message.Froms.FirstOrDefault(m => m.Address.Length > 0) ?? (message.Froms is [var first, ..] ? first : null);
        if (others.FirstOrDefault() is not { } other) return named ?? message.Sender;
        return other.Name.Length > 0 || named is null ? other : other with { Name = named.Name.Length > 0 ? named.Name : named.Address };
    }

    private static IEnumerable<Mailbox> Others(MailMessage message)
    {
        foreach (var mailbox in message.ReplyTo) yield return mailbox;
        if (message.Sender is { } sender) yield return sender;
        if (message.ReturnPath is { Length: > 0 } path) yield return new(path);
        foreach (var name in EnvelopeFields)
            foreach (var mailbox in AddressList.Read(message.Headers.Value(name))) yield return mailbox;
    }

    private static bool Same(Mailbox one, Mailbox other) => one.Address.Equals(other.Address, StringComparison.OrdinalIgnoreCase);

    private static bool CanBeAnswered(Mailbox mailbox) => mailbox.Address.LastIndexOf('@') is > 0 and var at && at < mailbox.Address.Length - 1;
}
