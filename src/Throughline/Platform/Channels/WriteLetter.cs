using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Throughline.Contracts;
using Throughline.Platform.Channels.Mail;
using Throughline.Platform.OurCompany;

namespace Throughline.Platform.Channels;

/// <summary>Writes a letter twice, as HTML in the company's colours and as plain text, with whole addresses.</summary>
public sealed class WriteLetter(MailSetup setup, CompanyCard company, IServiceProvider services, ILoggerFactory logs) : IPart
{
    public sealed record Written(string Subject, string Text, string Html);

    /// <param name="address">Where the program is reached; null: as it is set up.</param>
    public async Task<Written> Write(Letter letter, string? address, CancellationToken ct)
    {
        var host = address ?? (await setup.Find(ct))?.Address ?? "";
        return new Written(letter.Subject, TextOf(letter, host), await HtmlOf(letter, host));
    }

    /// <summary>A message by mail that says this.</summary>
    public async Task<OutgoingMessage> Message(string key, MessageLane lane, string to, string? toName, Letter letter, CancellationToken ct)
    {
        var host = (await setup.Find(ct))?.Address ?? "";
        var written = await Write(letter, host, ct);
        return new OutgoingMessage(key, lane, to, written.Subject, written.Text)
        {
            ToName = toName, Html = written.Html, Unsubscribe = letter.Off is { } off ? host + off.Href : null,
        };
    }

    private async Task<string> HtmlOf(Letter letter, string address)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(LetterHtml.Letter)] = letter, [nameof(LetterHtml.Company)] = company.Name, [nameof(LetterHtml.Address)] = address,
            [nameof(LetterHtml.Accent)] = company.Now.Accent,
        });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            "<!DOCTYPE html>\n" + (await renderer.RenderComponentAsync<LetterHtml>(parameters)).ToHtmlString());
    }

    private static string TextOf(Letter letter, string address)
    {
        var text = new StringBuilder(letter.Title).Append('\n');
        foreach (var paragraph in letter.Lead) text.Append('\n').Append(paragraph).Append('\n');
        if (letter.Button is { } button) text.Append('\n').Append(button.Words).Append(":\n").Append(Absolute(button.Href)).Append('\n');
        foreach (var section in letter.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n');
            foreach (var item in section.Items)
            {
                text.Append("\n- ").Append(item.Title).Append('\n');
                if (item.Detail is { Length: > 0 } detail) text.Append("  ").Append(detail).Append('\n');
                if (item.Href is { } href) text.Append("  ").Append(item.Step ?? item.Title).Append(": ").Append(Absolute(href)).Append('\n');
            }
        }
        text.Append("\n--\n");
        foreach (var note in letter.Notes) text.Append(note).Append('\n');
        if (letter.Off is { } off) text.Append(off.Words).Append(": ").Append(Absolute(off.Href)).Append('\n');
        return text.ToString();

        string Absolute(string href) => href.StartsWith('/') ? address + href : href;
    }
}
