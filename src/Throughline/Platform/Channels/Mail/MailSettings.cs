using System.ComponentModel.DataAnnotations;

namespace Throughline.Platform.Channels.Mail;

/// <summary>The section <c>Mail</c> of the server's settings. Where it names a host, it goes before what is set up on the page.</summary>
public sealed class MailSettings
{
    public const string Section = "Mail";

    public string? Host { get; init; }

    /// <summary>587, or 465 with <c>tls</c>, or 25 with <c>none</c>, where nothing is said.</summary>
    [Range(1, 65535, ErrorMessage = "Mail:Port is a number from 1 to 65535.")]
    public int? Port { get; init; }

    /// <summary><c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    [RegularExpression("none|starttls|tls", ErrorMessage = "Mail:Security is none, starttls or tls.")]
    public string? Security { get; init; }

    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>The address that mails come from.</summary>
    public string? From { get; init; }

    /// <summary>The name beside it; the company's where nothing is said.</summary>
    public string? FromName { get; init; }

    /// <summary>Where colleagues reach the program, for links in mails.</summary>
    [Url(ErrorMessage = "Mail:Address is where colleagues open Throughline, such as https://cx.example.com.")]
    public string? Address { get; init; }
}
