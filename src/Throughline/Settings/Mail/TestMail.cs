using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Platform.Channels.Mail;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Mail;

/// <summary>Sends one mail at once to whoever asks, and says what the server answered.</summary>
public sealed class TestMail(ThroughlineDb db, MailSetup setup, MailChannel channel, WriteLetter letters, TimeProvider clock) : IFeature
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public abstract record Outcome;

    /// <param name="Answer">What the server said, as it said it.</param>
    public sealed record Sent(string To, string Answer) : Outcome;

    public sealed record Failed(string To, string Why) : Outcome;
    public sealed record NotSetUp : Outcome;

    /// <summary>A program has no mailbox.</summary>
    public sealed record Nobody : Outcome;

    public async Task<Outcome> Send(Actor by, CancellationToken ct)
    {
        if (await setup.Find(ct) is not { } route) return new NotSetUp();
        if (by.User is not { } id || await db.Users.FindAsync([id], ct) is not { } user) return new Nobody();
        db.Audit(by, "mail-server.tried", "mail-server:1");
        await db.SaveChangesAsync(ct);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(Longest);
        try
        {
            return await channel.Deliver(route, await Message(user, ct), enough.Token) switch
            {
                Handover.Taken taken => new Sent(user.Email!, taken.Answer),
                Handover.Later later => new Failed(user.Email!, later.Why),
                Handover.Refused refused => new Failed(user.Email!, refused.Why),
                var other => throw new InvalidOperationException($"Unknown answer {other}."),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failed(user.Email!, Words.Say($"The server did not answer within {(int)Longest.TotalSeconds} seconds."));
        }
    }

    private async Task<MessageRow> Message(User user, CancellationToken ct)
    {
        var letter = new Letter(Words.Say("Test mail from Throughline"), Words.Say("Mail works"))
        {
            Lead = [Words.Say("This mail was sent from Settings, Mail. Invitations, new ways to sign in and daily mails go out the same way.")],
            Button = (Words.Say("Open Throughline"), "/"),
        };
        var (written, now) = (await letters.Write(letter, null, ct), clock.GetUtcNow());
        return new MessageRow
        {
            Id = Guid.CreateVersion7(now), Key = "test", Channel = OutgoingMessage.Mail, Lane = MessageLane.Now, Recipient = user.Email!,
            RecipientName = user.Name, Subject = written.Subject, Text = written.Text, Html = written.Html, CreatedAt = now,
        };
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/mail/test", async (TestMail feature, HttpContext http, CancellationToken ct) => await feature.Send(Actor.Of(http.User), ct) switch
        {
            Sent sent => Results.Ok(new { to = sent.To, isSent = true, answer = sent.Answer }),
            Failed failed => Results.Ok(new { to = failed.To, isSent = false, answer = failed.Why }),
            NotSetUp => SaveMail.Refusal(new SaveMail.NotThere()),
            _ => Problems.Of(StatusCodes.Status403Forbidden, "no_person", "Only a signed-in colleague has a mailbox to send to; a key does not."),
        })
        .RequirePermission(ChannelPermissions.Manage).WithTags("Mail")
        .WithSummary("Sends a test mail to the colleague who asks, and returns the server’s answer");
}
