using System.Globalization;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Mail;

/// <summary>The mail server as a colleague fills it in.</summary>
public sealed class MailFields
{
    public string? Host { get; set; }
    public string? Port { get; set; }
    public string? Security { get; set; }
    public string? User { get; set; }
    public string? Password { get; set; }
    public string? From { get; set; }
    public string? FromName { get; set; }
    public string? Address { get; set; }

    /// <summary>The version that was read.</summary>
    public int Version { get; set; }

    /// <summary>What is left empty of the password stays as it is, as long as there is a user.</summary>
    public SaveMail.Request Asked => new(
        Host, Port.NullIfBlank() is { } port ? int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1 : null,
        Security, User, Password.NullIfBlank() ?? (User.NullIfBlank() is null ? "" : null), From, FromName, Address, Version);

    public static MailFields Of(ShowMail.Server? server, string address) => server is null ? new() { Address = address } : new()
    {
        Host = server.Host, Port = server.Port.ToString(CultureInfo.InvariantCulture), Security = server.Security, User = server.User, From = server.From,
        FromName = server.FromName, Address = server.Address, Version = server.Version,
    };
}
