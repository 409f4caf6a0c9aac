using System.CommandLine;
using System.Text.Json;
using Throughline.Platform.Cli;

namespace Throughline.Settings.Users;

/// <summary><c>user create</c>: adds a colleague; the password comes from stdin, or is made and printed.</summary>
public sealed class UserCommand : ICommand
{
    public static Command Create()
    {
        var email = new Option<string>("--email") { Description = "Email address to sign in with", HelpName = "E", Required = true };
        var role = new Option<string>("--role")
        { Description = "owner, admin, cx-manager, agent, analyst or department-member", HelpName = "ROLE", Required = true
        };
        var create = new Command("create", "Adds a colleague; the password is read from stdin, or generated and printed") { email, role };
        create.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            var password = await PasswordFromStdin(ct);
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var made = await server.Send(HttpMethod.Post, "/api/users", new { email = parsed.GetValue(email), role = parsed.GetValue(role), password }, ct);
            if (made.TryGetProperty("password", out var generated) && generated.ValueKind == JsonValueKind.String)
                await Console.Out.WriteLineAsync(generated.GetString());
            return 0;
        }));
        return new Command("user", "Manages colleagues") { create };
    }

    private static async Task<string?> PasswordFromStdin(CancellationToken ct)
    {
        if (!Console.IsInputRedirected) return null;
        var line = await Console.In.ReadLineAsync(ct);
        return string.IsNullOrEmpty(line) ? null : line;
    }
}
