using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Platform.Colleagues;

namespace Throughline.Settings.Users;

/// <summary>Mails a colleague the link to choose a new password, where a mail server is set up. It is saved with what ends the old one.</summary>
public sealed class SignInMail(ISendMessages messages, WriteLetter letters) : IPart
{
    /// <returns>Whether it goes out.</returns>
    public async Task<bool> Send(User user, string path, string by, CancellationToken ct)
    {
        if (!await messages.CanSend(OutgoingMessage.Mail, ct)) return false;
        var letter = new Letter(Words.Say("Choose a new password"), Words.Say("Choose a new password"))
        {
            Lead =
            [
                Words.Say($"{by} reset your sign-in to Throughline. Your old password, two-factor and passkeys no longer work."),
                Words.Say("The link works once, for 24 hours."),
            ],
            Button = (Words.Say("Choose a password"), path),
        };
        var message = await letters.Message($"sign-in:{user.SecurityStamp}", MessageLane.Now, user.Email!, user.Name, letter, ct);
        return await messages.Send(message, ct) == Sending.Queued;
    }
}
