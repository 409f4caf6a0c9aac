using System.Net.Sockets;
using System.Text.Json;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Cli;

/// <summary>
/// The way of every command to the data: over the owner-only socket to the server that runs on the folder, or, when none runs,
/// to one that is started for this command and listens nowhere else. So there is one way to do a thing, and it is the API.
/// </summary>
public sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan PatienceForStart = TimeSpan.FromSeconds(20);

    private readonly WebApplication? _own;
    private readonly DataFolderLock? _lock;

    private LocalServer(DataFolder folder, HttpClient api, WebApplication? own, DataFolderLock? held) => (Folder, Api, _own, _lock) = (folder, api, own, held);

    public DataFolder Folder { get; }

    public HttpClient Api { get; }

    /// <param name="mayBeBehind">Views may have read further than the journal goes: they are to be built again.</param>
    public static async Task<LocalServer> Reach(string path, CancellationToken ct, bool mayBeBehind = false)
    {
        var folder = DataFolder.Open(path);
        var until = TimeProvider.System.GetUtcNow() + PatienceForStart;
        while (true)
        {
            var api = Client(folder);
            if (await Answers(api, ct)) return new LocalServer(folder, api, null, null);
            api.Dispose();
            if (folder.TryLock() is { } held) return await Start(folder, held, mayBeBehind, ct);
            // Somebody holds the folder and does not answer yet: a server that starts, or another command.
            if (TimeProvider.System.GetUtcNow() > until)
                throw new CommandException($"The server on {folder.Root} does not answer. Wait until it has started, or stop it.");
            await Task.Delay(100, ct);
        }
    }

    public async Task<JsonElement> Send(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Send(request, ct);
    }

    public async Task<JsonElement> Send(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await Api.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        var json = text.Length > 0 && text[0] is '{' or '[' ? JsonElement.Parse(text) : default;
        if (response.IsSuccessStatusCode) return json;
        throw new CommandException(json.ValueKind == JsonValueKind.Object && json.TryGetProperty("detail", out var detail)
            ? detail.GetString()!
            : $"The server answered {(int)response.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (_own is not null)
        {
            await _own.StopAsync();
            await _own.DisposeAsync();
        }
        _lock?.Dispose();
    }

    private static async Task<LocalServer> Start(DataFolder folder, DataFolderLock held, bool mayBeBehind, CancellationToken ct)
    {
        try
        {
            var own = await ServerHost.Build(
                new ServerOptions(folder.Root, [], mayBeBehind), folder, ct, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
            await ServeCommand.Listen(own, ct);
            return new LocalServer(folder, Client(folder), own, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static async Task<bool> Answers(HttpClient api, CancellationToken ct)
    {
        try
        {
            using var response = await api.GetAsync("/healthz", ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClient Client(DataFolder folder) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromHours(1) };
}
