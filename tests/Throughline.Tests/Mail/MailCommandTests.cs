using System.Text.Json;
using Throughline.Benchmarks.Mail.Fuzzing;
using Throughline.Platform.Cli;

namespace Throughline.Tests.Mail;

public class MailCommandTests
{
    [Fact]
    public void A_message_is_told_in_one_line_of_json()
    {
        var line = MailCommand.Line("a.eml", Letter.Bytes(
            "From: \"Ada\" <ada@example.org>\nTo: b@x.y\nReply-To: r@x.y\nSubject: =?utf-8?Q?=C3=A4?=\nContent-Type: Multipart/Mixed; "
                + "boundary=b\nPrecedence: bulk\n\n--b\n\nh\u00e4llo\n--b\nContent-Type: application/pdf; name=a.pdf\n"
                + "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--"));
        Assert.DoesNotContain('\n', line);
        var told = JsonDocument.Parse(line).RootElement;
        Assert.Equal(["ada@example.org", "Ada", "ä", "multipart/mixed", "hällo"],
            new[] { "from", "fromDisplayName", "subject", "contentType", "text" }.Select(name => told.GetProperty(name).GetString()!));
        Assert.Equal(["b@x.y", "r@x.y"], new[] { "to", "replyTo" }.Select(name => told.GetProperty(name)[0].GetString()!));
        var file = told.GetProperty("attachments")[0];
        Assert.Equal(("a.pdf", 5, "8b1a9953c4611296a827abf8c47804d7"),
            (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32(), file.GetProperty("md5").GetString()));
        Assert.Equal("bulk", told.GetProperty("verdicts")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void An_empty_file_is_told_too()
    {
        var told = JsonDocument.Parse(MailCommand.Line("e", [])).RootElement;
        Assert.Equal(("", "", 0),
            (told.GetProperty("from").GetString(), told.GetProperty("text").GetString(), told.GetProperty("attachments").GetArrayLength()));
    }

    [Fact]
    public void Any_damaged_message_is_still_valid_json()
    {
        var targets = new FuzzTargets(7);
        for (var number = 0; number < 2000; number++)
            using (var told = JsonDocument.Parse(MailCommand.Line("f", targets.Input(number))))
                Assert.Equal("f", told.RootElement.GetProperty("file").GetString());
        JsonDocument.Parse(MailCommand.Line("s", Letter.Bytes("Content-Type: text/plain; charset=utf-16\n\n\u0000\u00d8a"))).Dispose();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_the_command_with_1_after_the_others()
    {
        var folder = Directory.CreateTempSubdirectory("mail");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "a.eml"), Letter.Bytes("Subject: x\n\n"));
            using var output = new MemoryStream();
            Assert.Equal(0, await MailCommand.Print([folder.FullName], output, default));
            Assert.Equal(1, await MailCommand.Print([Path.Combine(folder.FullName, "missing.eml"), folder.FullName], output, default));
            var lines = output.ToArray().Utf8().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.Equal(["x", null, "x"], lines.Select(line => line.TryGetProperty("subject", out var subject) ? subject.GetString() : null));
            Assert.Contains("missing.eml", lines[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
