using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;

namespace Throughline.Settings.Invitations;

/// <summary>Mails the link of an invitation to whoever is invited, where a mail server is set up. It is saved with the invitation.</summary>
public sealed class InvitationMail(ISendMessages messages, WriteLetter letters, CompanyCard company) : IPart
{
    /// <returns>Whether it goes out.</returns>
    public async Task<bool> Send(Invitation invitation, string path, CancellationToken ct)
    {
        if (!await messages.CanSend(OutgoingMessage.Mail, ct)) return false;
        var letter = new Letter(Words.Say($"Join {company.Name} on Throughline"), Words.Say($"Join {company.Name}"))
        {
            Lead =
            [
                Words.Say($"{invitation.InvitedBy} invited you to Throughline as {Role.WordFor(invitation.Role)}."),
                Words.Say("The link works once, for 7 days. You choose your own password there."),
            ],
            Button = (Words.Say("Join"), path),
            Notes = [Words.Say("If you do not expect this, ignore it.")],
        };
        var message = await letters.Message($"invitation:{invitation.Link:N}", MessageLane.Now, invitation.Email, invitation.Name, letter, ct);
        return await messages.Send(message, ct) == Sending.Queued;
    }
}
