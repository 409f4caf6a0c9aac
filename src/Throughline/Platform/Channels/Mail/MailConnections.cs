using System.Collections.Concurrent;
using Throughline.Contracts;
using Throughline.Mail.Net;
using Throughline.Mail.Smtp;

namespace Throughline.Platform.Channels.Mail;

/// <summary>Connections to the mail server, kept for a moment, so that many mails go over one.</summary>
[OneForAll]
public sealed class MailConnections(TimeProvider clock) : IPart, IAsyncDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private static readonly MailTimeouts Timeouts = new()
    {
        Connect = TimeSpan.FromSeconds(15), Greeting = TimeSpan.FromSeconds(30), Reply = TimeSpan.FromMinutes(1), Transfer = TimeSpan.FromMinutes(1),
    };

    private readonly ConcurrentQueue<(string Key, SmtpClient Client, DateTimeOffset Since)> _idle = [];

    /// <summary>One that stands and is signed in.</summary>
    /// <exception cref="MailTransportException">There is none to be had.</exception>
    public async Task<SmtpClient> Take(MailRoute route, CancellationToken ct)
    {
        while (_idle.TryDequeue(out var kept))
        {
            if (kept.Key == route.Key && !kept.Client.IsBroken && clock.GetUtcNow() - kept.Since < Kept) return kept.Client;
            await kept.Client.DisposeAsync();
        }
        return await Open(route, ct);
    }

    /// <summary>For the next mail.</summary>
    public async Task GiveBack(MailRoute route, SmtpClient client)
    {
        if (client.IsBroken) await client.DisposeAsync();
        else _idle.Enqueue((route.Key, client, clock.GetUtcNow()));
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryDequeue(out var kept)) await kept.Client.DisposeAsync();
    }

    private static async Task<SmtpClient> Open(MailRoute route, CancellationToken ct)
    {
        var options = new ConnectionOptions { Timeouts = Timeouts, AllowCleartextLogin = route.IsOnThisMachine };
        var client = await SmtpClient.Connect(new MailEndpoint(route.Host, route.Port, route.Transport), options, ct);
        if (route.User is not { Length: > 0 } user) return client;
        try
        {
            await client.SignIn(MailLogin.WithPassword(user, route.Password ?? ""), ct);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}
