using System.CommandLine;
using System.Diagnostics;
using Throughline.Benchmarks.Mail.Fuzzing;
using Throughline.Mail.Reading;
using Throughline.Mail.Writing;

namespace Throughline.Benchmarks.Mail;

/// <summary><c>read-mail</c>: how fast one core reads made-up mail completely: headers, bodies and files decoded, HTML read as text,
/// verdicts reached.</summary>
public static class ReadMailCommand
{
    public static Command Create()
    {
        var megabytes = new Option<int>("--megabytes") { DefaultValueFactory = _ => 200, Description = "How much mail is read in a round." };
        var command = new Command("read-mail", "Measures how fast one core reads mail.") { megabytes };
        command.SetAction(result => Run(result.GetValue(megabytes)));
        return command;
    }

    private static int Run(int megabytes)
    {
        foreach (var (kind, corpus) in new[] { ("mixed, with files", Corpus(withFiles: true)), ("text only", Corpus(withFiles: false)) })
        {
            var size = corpus.Sum(m => (long)m.Length);
            var rates = new List<double>();
            for (var round = 0; round < 6; round++)
            {
                var watch = Stopwatch.StartNew();
                long read = 0, mails = 0;
                while (read < megabytes * 1_000_000L)
                {
                    foreach (var mail in corpus) FuzzTargets.Everything(MailReader.Read(mail));
                    read += size;
                    mails += corpus.Count;
                }
                if (round > 0) rates.Add(read / 1e6 / watch.Elapsed.TotalSeconds);   // the first round warms up
                if (round == 5) Console.WriteLine(
                    $"{kind}: {rates.Order().ElementAt(rates.Count / 2):F0} MB/s (median of {rates.Count}; lowest {rates.Min():F0}, "
                        + $"highest {rates.Max():F0}), {mails / watch.Elapsed.TotalSeconds:F0} mails/s, {size / corpus.Count:N0} bytes a mail");
            }
        }
        return 0;
    }

    private static List<byte[]> Corpus(bool withFiles)
    {
        var dice = new Dice(42);
        var corpus = new List<byte[]>();
        for (var i = 0; i < 500; i++)
        {
            var draft = GeneratedMail.Draft(dice, i);
            draft = withFiles
                ? draft with
                {
                    Attachments =
                    [
                        .. draft.Attachments,
                        .. i % 5 == 0 ? [new DraftFile("scan.pdf", "application/pdf", dice.Bytes(120_000))] : Array.Empty<DraftFile>()
                    ]
                }
                : draft with { Attachments = [], Inline = [] };
            corpus.Add(MailWriter.Write(draft));
        }
        return corpus;
    }
}
