using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Platform.Cli;

/// <summary><c>./throughline mail FILE…</c>: what the mail reader makes of files, one JSON line each, for checking against real mail.</summary>
public sealed class MailCommand : ICommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Files with one message each, or folders of them." };
        var command = new Command("mail", "Reads each mail file and prints the result as one JSON line") { files };
        command.SetAction((result, ct) => CommandLine.Guarded(async () =>
        {
            await using var output = Console.OpenStandardOutput();
            return await Print(result.GetRequiredValue(files), output, ct);
        }));
        return command;
    }

    /// <summary>Writes a line for each file; answers 1 when one could not be read, else 0.</summary>
    public static async Task<int> Print(IReadOnlyList<string> paths, Stream to, CancellationToken ct)
    {
        await using var output = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var failed = false;
        foreach (var path in paths.SelectMany(Files))
        {
            ct.ThrowIfCancellationRequested();
            string line;
            try
            {
                line = Line(path, await File.ReadAllBytesAsync(path, ct));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failed = true;
                line = JsonSerializer.Serialize(new { file = path, error = e.Message }, Json);
            }
            await output.WriteLineAsync(line.AsMemory(), ct);
        }
        return failed ? 1 : 0;
    }

    /// <summary>One message as a line of JSON.</summary>
    public static string Line(string file, byte[] bytes)
    {
        var mail = MailReader.Read(bytes);
        return JsonSerializer.Serialize(new
        {
            File = file,
            From = mail.From?.Address ?? "",
            FromDisplayName = mail.From?.Name ?? "",
            To = Addresses(mail.To),
            Cc = Addresses(mail.Cc),
            ReplyTo = Addresses(mail.ReplyTo),
            mail.Subject,
            Date = mail.Date?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            mail.MessageId,
            ContentType = mail.MediaType.Name,
            mail.Text,
            Attachments = mail.Attachments.Select(Attached),
            Verdicts = mail.Verdicts.Select(v => new { Kind = Name(v.Kind), v.Reason }),
            Report = mail.DeliveryReport?.Recipients.Select(r => new { r.Address, r.Action, r.Status, r.Diagnostic, r.IsDelayed, r.IsPermanentFailure }),
            mail.Defects,
        }, Json);
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static IEnumerable<string> Addresses(IReadOnlyList<Mailbox> mailboxes) => mailboxes.Select(m => m.Address);

    private static object Attached(MailAttachment file)
    {
        var content = file.Content.Span;
        var (name, size, md5) = (file.Name, content.Length, Fingerprint(content));
        return file.Contains.Count == 0 ? new { name, size, md5 } : new { name, size, md5, contains = file.Contains.Select(Attached) };
    }

    // CA5351: a fingerprint to compare with other tools' output, not a protection.
#pragma warning disable CA5351
    private static string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351

    private static string Name(VerdictKind kind) => kind switch
    {
        VerdictKind.AutoSubmitted => "autoSubmitted",
        VerdictKind.Bulk => "bulk",
        VerdictKind.Loop => "loop",
        VerdictKind.Bounce => "bounce",
    };
}
