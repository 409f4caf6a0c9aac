using System.Text.Json;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Cli;

/// <summary>Writes what the server answers to a file that its owner alone can read: whole, or not at all.</summary>
internal static class Download
{
    /// <exception cref="CommandException">The file is there already, or the server refuses or stops half-way.</exception>
    public static async Task ToFile(LocalServer server, HttpMethod method, string path, string file, CancellationToken ct)
    {
        if (Path.Exists(file)) throw new CommandException($"{file} already exists. Use another name, or remove it first.");
        var draft = file + ".part";
        using var noted = Leftovers.Drafting(server.Folder, draft);
        try
        {
            await using (var into = Create(draft))
            {
                await Receive(server, method, path, into, ct);
                into.Flush(flushToDisk: true);
            }
            File.Move(draft, file, overwrite: false);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static async Task Receive(LocalServer server, HttpMethod method, string path, FileStream into, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await server.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(ct));
            throw new CommandException(problem.TryGetProperty("detail", out var detail)
                ? detail.GetString()!
                : $"The server answered {(int)response.StatusCode}.");
        }
        try
        {
            await response.Content.CopyToAsync(into, ct);
        }
        catch (HttpRequestException)
        {
            throw new CommandException("The server stopped before it finished; see its log. Nothing was written.");
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
