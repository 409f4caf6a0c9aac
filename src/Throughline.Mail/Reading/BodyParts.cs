using System.Text;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading.Tnef;

namespace Throughline.Mail.Reading;

/// <summary>Sorts the parts of a message into what is read and what is attached.</summary>
internal sealed class BodyParts
{
    private const int LargestTextWithFiles = 64 * 1024 * 1024;
    private readonly List<MailPart> texts = [];
    private readonly List<MailPart> htmls = [];
    private readonly List<MailPart> calendars = [];
    private readonly List<MailPart> files = [];
    private readonly Lock reading = new();
    private (string? Text, IReadOnlyList<MailAttachment> Attachments)? read;

    public static BodyParts Of(MailPart root)
    {
        var parts = new BodyParts();
        parts.Sort(root, Place.Root);
        return parts;
    }

    public MailProtection Protection { get; private set; }

    public bool HasReport { get; private set; }

    public string? Text => Read().Text;

    public string? Html => field ??= Join(htmls.ConvertAll(p => p.Text), "\n");

    public IReadOnlyList<MailAttachment> Attachments => Read().Attachments;

    public IReadOnlyList<string> Calendars => field ??= calendars.ConvertAll(p => p.Text);

    private enum Place
    {
        Root,
        Inside,
        InAlternative,
        InAppleDouble,
        BesideRelated,   // in a multipart/related, behind the part that refers to it (RFC 2387)
    }

    private void Sort(MailPart part, Place place)
    {
        var type = part.MediaType;
        Notice(type);
        if (type.IsMultipart)
        {
            var (textsBefore, htmlsBefore) = (texts.Count, htmls.Count);
            var root = type.Subtype == "related" ? RelatedRoot(part) : 0;
            for (var i = 0; i < part.Children.Count; i++) Sort(part.Children[i], PlaceIn(type, isRoot: i == root));
            if (type.Subtype == "alternative") KeepOne(textsBefore, htmlsBefore);
            if (part.Children.Count == 0) files.Add(part);   // nested too deep to be opened: kept as it is
        }
        else if (place == Place.InAppleDouble && type.Is("application/applefile")) return;   // Finder's half of the file beside it (RFC 1740)
        else if (type.Is("text/calendar")) SortCalendar(part);
        else if (type.Is("text/plain") || type.Is("text/html")) SortText(part, place);
        else if (IsReport(type) && part.FileName is null && part.DispositionValue.Kind != "attachment") return;
        // another form of the same text
        else if (type.Type == "text" && place == Place.InAlternative && part.FileName is null && !part.DispositionValue.IsAttachment) return;
        else files.Add(part);
    }

    // Two plain texts within one alternative are two renderings: the first that says something is shown.
    private void KeepOne(int textsBefore, int htmlsBefore)
    {
        Trim(texts, textsBefore);
        Trim(htmls, htmlsBefore);

        static void Trim(List<MailPart> parts, int before)
        {
            if (parts.Count - before < 2) return;
            var direct = parts.FindIndex(before, p => p.Content.Span.ContainsAnyExcept(" \t\r\n"u8));
            var kept = parts[direct < 0 ? before : direct];
            parts.RemoveRange(before, parts.Count - before);
            parts.Add(kept);
        }
    }

    private static Place PlaceIn(MediaType parent, bool isRoot) => parent.Subtype switch
    {
        "alternative" => Place.InAlternative,
        "appledouble" or "x-appledouble" => Place.InAppleDouble,
        "related" when !isRoot => Place.BesideRelated,
        _ => Place.Inside,
    };

    // RFC 2387, 3.2: "start" names the part that refers to the others; without it, it is the first. Where that one can be no text, it is
    // the first of the type that "type" names (3.1), or the first that can.
    private static int RelatedRoot(MailPart related)
    {
        List<MailPart> parts = [.. related.Children];
        var start = related.MediaType["start"]?.Trim(' ', '<', '>');
        var named = string.IsNullOrEmpty(start) ? -1 : parts.FindIndex(p => start.Equals(p.ContentId, StringComparison.OrdinalIgnoreCase));
        if (named >= 0 || parts.Count == 0 || CanBeText(parts[0])) return Math.Max(named, 0);
        var typed = related.MediaType["type"] is { } type ? parts.FindIndex(p => p.MediaType.Is(type.Trim().ToLowerInvariant())) : -1;
        return Math.Max(0, typed >= 0 ? typed : parts.FindIndex(CanBeText));
    }

    private static bool CanBeText(MailPart part) =>
        part.MediaType.IsMultipart || part.MediaType.Type == "text" && !part.DispositionValue.IsAttachment;

    private void SortText(MailPart part, Place place)
    {
        var named = part.FileName is not null;
        var first = texts.Count == 0 && htmls.Count == 0;
        // A name alone does not make the first text a file: some senders name their bodies.
        var isFile = part.DispositionValue.IsAttachment
            || place == Place.BesideRelated && part.ContentId is not null
            || named && place == Place.InAppleDouble
            || named && (place is Place.Inside or Place.BesideRelated) && !(first && part.DispositionValue.FileName is null);
        if (isFile) files.Add(part);
        else (part.MediaType.Subtype == "html" ? htmls : texts).Add(part);
    }

    private void SortCalendar(MailPart part)
    {
        calendars.Add(part);
        if (part.DispositionValue.IsAttachment || part.FileName is not null) files.Add(part);
    }

    private void Notice(MediaType type)
    {
        if (type.Is("multipart/encrypted") || type.Subtype is "pkcs7-mime" or "x-pkcs7-mime" && type["smime-type"] is not "signed-data")
            Protection = MailProtection.Encrypted;
        else if (Protection == MailProtection.None && (type.Is("multipart/signed") || type.Subtype is "pkcs7-mime" or "x-pkcs7-mime"))
            Protection = MailProtection.Signed;
        if (type.Is("message/delivery-status") || type.Is("message/global-delivery-status")) HasReport = true;
    }

    private static bool IsReport(MediaType type) => type.Name is "message/delivery-status" or "message/global-delivery-status"
        or "message/disposition-notification" or "message/feedback-report" or "text/rfc822-headers" or "message/global-headers" or "message/tracking-status";

    private (string? Text, IReadOnlyList<MailAttachment> Attachments) Read()
    {
        lock (reading) return read ??= Decode();
    }

    private (string? Text, IReadOnlyList<MailAttachment> Attachments) Decode()
    {
        var attachments = files.ConvertAll(p => AttachmentOf(p));
        var uuencoded = new List<UuText.File>();
        var text = Join(texts.ConvertAll(p => p.Content.Length > LargestTextWithFiles ? p.Text : UuText.Extract(p.Text, uuencoded)), "\n");
        attachments.AddRange(uuencoded.Select(f => new MailAttachment(f.Name, "application/octet-stream", () => f.Content)));
        if (text is null && htmls.Count == 0) text = files.Where(IsTnef).Select(p => TnefFile.Read(p.Content)?.Text).FirstOrDefault(t => t is not null);
        return (text, attachments);
    }

    private static MailAttachment AttachmentOf(MailPart part)
    {
        var tnef = IsTnef(part) ? TnefFile.Read(part.Content) : null;
        return new(part.FileName, part.MediaType.Name, () => part.Content)
        {
            ContentId = part.ContentId,
            ContentLocation = part.ContentLocation,
            IsInline = part.Disposition == "inline" || part.Disposition is null && part.ContentId is not null,
            Part = part,
            Contains = tnef?.Files ?? [],
        };
    }

    private static bool IsTnef(MailPart part) => part.MediaType.Subtype is "ms-tnef" or "vnd.ms-tnef"
        || part.MediaType.Is("application/octet-stream") && "winmail.dat".Equals(part.FileName, StringComparison.OrdinalIgnoreCase);

    private static string? Join(List<string> pieces, string between)
    {
        // Blank texts stand between files in many mails; beside words they say nothing.
        if (pieces.Exists(p => !string.IsNullOrWhiteSpace(p))) pieces.RemoveAll(string.IsNullOrWhiteSpace);
        if (pieces.Count <= 1) return pieces is [var only] ? only : null;
        var joined = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (joined.Length > 0 && joined[^1] != '\n') joined.Append(between);
            joined.Append(piece);
        }
        return joined.ToString();
    }
}
