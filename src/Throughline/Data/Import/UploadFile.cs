using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Throughline.Data.Import.Reading;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Takes a file into the data folder, as a stream, and looks at its beginning.</summary>
public sealed class UploadFile(ThroughlineDb db, ImportFolder folder, TimeProvider clock, IOptions<ImportSettings> settings) : IFeature
{
    private const int LongestName = 200;

    public abstract record Outcome;
    public sealed record Uploaded(ImportId Id) : Outcome;
    public sealed record TooLarge(long Most) : Outcome;
    public sealed record Unreadable(string Code, string Why) : Outcome;

    public async Task<Outcome> Upload(string? name, Stream content, string? by, CancellationToken ct)
    {
        var id = new ImportId(Guid.CreateVersion7());
        var path = folder.FileOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var kept = false;
        try
        {
            if (await Store(content, path, ct) is not { } digest) return new TooLarge(settings.Value.MaxFileBytes);
            CsvHead.Read(path, null);
            db.Add(new ImportedFile
            { Id = id, FileName = Shown(name), Bytes = new FileInfo(path).Length, Digest = digest, ByUser = by,
                UploadedAt = clock.GetUtcNow()
            });
            await db.SaveChangesAsync(ct);
            kept = true;
            return new Uploaded(id);
        }
        catch (UnreadableFileException e)
        {
            return new Unreadable(e.Code, e.Message);
        }
        finally
        {
            if (!kept) folder.Remove(id);
        }
    }

    private async Task<string?> Store(Stream content, string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is var read and > 0)
            {
                if (file.Position + read > settings.Value.MaxFileBytes) return null;
                digest.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            return Convert.ToHexStringLower(digest.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Shown(string? name)
    {
        var last = string.Concat((name ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c))).Trim();
        return last.Length == 0 ? "file.csv" : last.Length > LongestName ? last[..LongestName] : last;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/imports", async (string? name, HttpRequest request, UploadFile feature, CancellationToken ct) =>
        {
            var most = feature.LiftLimit(request);
            if (request.ContentLength > most) return Answer(new TooLarge(most));
            return Answer(await feature.Upload(name, request.Body, request.HttpContext.User.IsByCookie ? request.HttpContext.User.Identity!.Name : null, ct));
        })
        .RequirePermission(DataPermissions.ImportFiles).WithTags("Import")
        .WithSummary("Uploads a CSV, CSV.gz or .xlsx file as the body; nothing is imported yet").Accepts<Stream>("application/octet-stream");

    // The general limit is for forms and JSON.
    private long LiftLimit(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        return settings.Value.MaxFileBytes;
    }

    private static IResult Answer(Outcome outcome) => outcome switch
    {
        Uploaded uploaded => Results.Created($"/api/imports/{uploaded.Id.Value}", new { id = uploaded.Id.Value }),
        TooLarge tooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "file_too_large",
            $"A file can have at most {tooLarge.Most:N0} bytes. Split it, compress it with gzip, or raise Import:MaxFileBytes."),
        Unreadable unreadable => Problems.Of(StatusCodes.Status422UnprocessableEntity, unreadable.Code, unreadable.Why),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}
