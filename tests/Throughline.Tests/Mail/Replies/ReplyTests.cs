using Throughline.Mail.Replies;

namespace Throughline.Tests.Mail.Replies;

public class ReplyTests
{
    [Theory]
    [InlineData("On Sat, Nov 21, 2026 at 10:00 AM Ada <ada@example.org> wrote:")]
    [InlineData("On Sat, Nov 21, 2026 at 10:00 AM Ada Lovelace <\nada@example.org> wrote:")]
    [InlineData("On 21.11.2026 10:00, Ada wrote:")]
    [InlineData("On 21 Nov 2026, at 10:00, Ada <ada@example.org> wrote:")]
    [InlineData("Am Sa., 21. Nov. 2026 um 10:00 Uhr schrieb Ada <ada@example.org>:")]
    [InlineData("Am 21.11.26 um 10:00 schrieb Ada:")]
    [InlineData("Ada Lovelace <ada@example.org> schrieb am Sa., 21. Nov. 2026, 10:00:")]
    [InlineData("Le sam. 21 nov. 2026 à 10:00, Ada <ada@example.org> a écrit :")]
    [InlineData("Le 21/11/2026 à 10:00, Ada a écrit :")]
    [InlineData("El sáb, 21 nov 2026 a las 10:00, Ada (<ada@example.org>) escribió:")]
    [InlineData("Il giorno sab 21 nov 2026 alle ore 10:00 Ada <ada@example.org> ha scritto:")]
    [InlineData("Em sáb., 21 de nov. de 2026 às 10:00, Ada <ada@example.org> escreveu:")]
    [InlineData("Op za 21 nov 2026 om 10:00 schreef Ada <ada@example.org>:")]
    [InlineData("Den lör 21 nov. 2026 kl 10:00 skrev Ada <ada@example.org>:")]
    [InlineData("lør. 21. nov. 2026 kl. 10:00 skrev Ada <ada@example.org>:")]
    [InlineData("la 21. marrask. 2026 klo 10.00 Ada (ada@example.org) kirjoitti:")]
    [InlineData("sob., 21 lis 2026 o 10:00 Ada <ada@example.org> napisał(a):")]
    [InlineData("W dniu 21.11.2026 o 10:00, Ada pisze:")]
    [InlineData("so 21. 11. 2026 v 10:00 odesílatel Ada <ada@example.org> napsal:")]
    [InlineData("пт, 20 нояб. 2026 г., 10:00 Ада <ada@example.org> пишет:")]
    [InlineData("сб, 21 нояб. 2026 г. в 10:00, Ада <ada@example.org>:")]
    [InlineData("21 Kas 2026 Cmt, 10:00 tarihinde Ada <ada@example.org> şunu yazdı:")]
    [InlineData("2026年11月21日(土) 10:00 Ada <ada@example.org>のメール:")]
    [InlineData("Ada <ada@example.org> 于2026年11月21日周六 10:00写道：")]
    public void The_line_that_introduces_a_quote_is_known_in_many_languages(string intro)
    {
        var reply = ReplyExtractor.Extract($"Thanks, that works.\n\n{intro}\n\n> the old text\n> goes on\n");
        Assert.Equal("Thanks, that works.", reply.New);
        Assert.Contains("the old text", reply.Quoted, StringComparison.Ordinal);
        Assert.False(reply.IsInterleaved);
    }

    [Theory]
    [InlineData("-----Original Message-----\nFrom: Ada\nold")]
    [InlineData("-------- Ursprüngliche Nachricht --------\nVon: Ada\nalt")]
    [InlineData("-----Message d'origine-----\nDe : Ada\nvieux")]
    [InlineData("---------- Forwarded message ---------\nFrom: Ada\nold")]
    [InlineData("________________________________\nFrom: Ada <ada@example.org>\nSent: Saturday, 21 November 2026 10:00\nTo: Bob\nSubject: x\n\nold")]
    [InlineData("From: Ada <ada@example.org>\nSent: Saturday, 21 November 2026 10:00\nTo: Bob\nSubject: x\n\nold")]
    [InlineData("*Von:* Ada <ada@example.org>\n*Gesendet:* Samstag, 21. November 2026 10:00\n*An:* Bob\n*Betreff:* x\n\nalt")]
    [InlineData("De : Ada\nEnvoyé : samedi 21 novembre 2026 10:00\nÀ : Bob\nObjet : x\n\nvieux")]
    [InlineData("发件人: Ada\n发送时间: 2026年11月21日 10:00\n收件人: Bob\n主题: x\n\nold")]
    [InlineData("On Sat, Nov 21, 2026 at 10:00 AM Ada <ada@example.org> wrote:\nold text without marks\nand more")]
    public void All_that_follows_a_quoted_header_or_divider_is_quoted(string quote)
    {
        var reply = ReplyExtractor.Extract($"New words.\n\n{quote}");
        Assert.Equal(("New words.", quote), (reply.New, reply.Quoted));
    }

    [Theory]
    [InlineData("Hello\n-- \nAda\nExample Ltd", "Hello", "-- \nAda\nExample Ltd")]
    [InlineData("Hello\n--\nAda", "Hello", "--\nAda")]
    [InlineData("Hello\n\nSent from my iPhone", "Hello", "Sent from my iPhone")]
    [InlineData("Hallo\n\nVon meinem iPhone gesendet", "Hallo", "Von meinem iPhone gesendet")]
    [InlineData("Bonjour\n\nEnvoyé de mon iPhone", "Bonjour", "Envoyé de mon iPhone")]
    [InlineData("Hello\n\nGet Outlook for iOS <https://aka.ms/x>", "Hello", "Get Outlook for iOS <https://aka.ms/x>")]
    [InlineData("Hello\nKind regards\nAda", "Hello\nKind regards\nAda", "")]
    [InlineData("a -- b\nc", "a -- b\nc", "")]
    public void Signatures_are_set_apart(string text, string fresh, string signature)
    {
        var reply = ReplyExtractor.Extract(text);
        Assert.Equal((fresh, signature.Replace("-- \n", "--\n", StringComparison.Ordinal)), (reply.New, reply.Signature));
    }

    [Fact]
    public void Answers_between_quotes_are_kept_and_marked_as_such()
    {
        var reply = ReplyExtractor.Extract("On 21.11.2026 10:00, Ada wrote:\n> First?\n\nYes.\n\n> Second?\n\nNo.\n");
        Assert.Equal("Yes.\n\nNo.", reply.New);
        Assert.True(reply.IsInterleaved);
    }

    [Fact]
    public void An_answer_beneath_the_quote_is_found() =>
        Assert.Equal("My answer.", ReplyExtractor.Extract("On 21.11.2026 10:00, Ada wrote:\n> old\n> older\n\nMy answer.").New);

    [Theory]
    [InlineData("> only a quote")]
    [InlineData("---------- Forwarded message ---------\nFrom: Ada\n\nPlease see this.")]
    [InlineData("Sent from my iPhone")]
    [InlineData("--\nAda")]
    public void When_nothing_new_is_left_the_whole_text_stays(string text) => Assert.Equal(text.Trim(), ReplyExtractor.Extract(text).New);

    [Theory]
    [InlineData("On the whole I liked what she wrote:\nit was fine")]
    [InlineData("As my colleague said:\nnothing works")]
    [InlineData("From: here to there\nwe walked")]
    [InlineData("The time is 10:00 and I wait")]
    [InlineData("a > b is true")]
    public void Prose_is_not_taken_for_a_quote(string text) => Assert.Equal(text, ReplyExtractor.Extract(text).New);

    [Fact]
    public void The_original_is_kept() => Assert.Equal("New\n\n> old", ReplyExtractor.Extract("New\r\n\r\n> old").Original);

    [Theory]
    [InlineData("<div>New</div><div class=\"gmail_quote\"><div>On x wrote:<br></div><blockquote>old</blockquote></div>")]
    [InlineData("<p>New</p><div class=\"moz-cite-prefix\">Am 1.1. schrieb A:</div><blockquote type=\"cite\"><p>old</p></blockquote>")]
    [InlineData("<p>New</p><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> A</div><div>old</div>")]
    [InlineData("<p>New</p><div style=\"border:none; border-top:solid #E1E1E1 1.0pt; padding:3.0pt 0 0 0\"><p><b>From:</b> A</p></div><p>old</p>")]
    [InlineData("<p>New</p><div class=\"yahoo_quoted\"><div>old</div></div>")]
    [InlineData("<p>New</p><div class=\"protonmail_quote\">old</div>")]
    public void In_html_the_containers_of_mail_programs_are_known(string html)
    {
        var reply = ReplyExtractor.Extract(Letter.Body("Content-Type: text/html", html));
        Assert.Equal("New", reply.New);
        Assert.Contains("old", reply.Original, StringComparison.Ordinal);
        Assert.Contains("old", reply.Quoted, StringComparison.Ordinal);
    }
}
