using System.Diagnostics;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Throughline.Benchmarks.Intake;

/// <summary>PostgreSQL doing only the storing: <c>insert … on conflict do nothing</c> in the same batches, already cut into columns.</summary>
internal static class PostgresBaseline
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    public static bool IsInstalled => File.Exists(Path.Combine(Programs, "postgres"));

    /// <summary>Events a second in each tenth of the time.</summary>
    public static async Task<IReadOnlyList<double>> Run(IntakeOptions options, string folder)
    {
        var data = Path.Combine(folder, "postgres");
        Directory.CreateDirectory(data);
        await Call("chown", "postgres", data);
        await Call("chmod", "711", folder);
        await Call("runuser", "-u", "postgres", "--", Path.Combine(Programs, "initdb"), "-D", data, "-A", "trust", "--no-instructions");
        var port = ServerProcess.FreePort();
        var start = new ProcessStartInfo("runuser", [
            "-u", "postgres", "--", Path.Combine(Programs, "postgres"), "-D", data, "-p", $"{port}", "-h", "127.0.0.1", "-k", "",
            "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            await using var source = NpgsqlDataSource.Create(
                $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Maximum Pool Size={options.Connections + 1}");
            await CreateTable(source);
            return await Load(options, source);
        }
        finally
        {
            await Call("kill", "-INT", (await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0]);
            await process.WaitForExitAsync();
        }
    }

    private static async Task CreateTable(NpgsqlDataSource source)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var create = source.CreateCommand(
                    "create table interactions (message_id text primary key, user_id text not null, received_at timestamptz not null "
                        + "default now(), body text not null)");
                await create.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<IReadOnlyList<double>> Load(IntakeOptions options, NpgsqlDataSource source)
    {
        const int Parts = 10;
        var clock = Stopwatch.StartNew();
        var stored = new long[Parts];
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(index => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var insert = new NpgsqlCommand(
                "insert into interactions (message_id, user_id, body) select * from unnest($1, $2, $3) on conflict do nothing", connection);
            var columns = Enumerable.Range(0, 3)
                .Select(_ => insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }))
                .ToArray();
            var request = new BatchRequest(new Uri("http://localhost"), "none", options.Customers, index);
            var bodies =
                Enumerable.Repeat(Encoding.ASCII.GetString(request.Bytes.Span.Slice(request.BodyStart + 10, 380)), IntakeOptions.EventsInBatch).ToArray();
            while (clock.Elapsed.TotalSeconds < options.BaselineSeconds)
            {
                request.Renew();
                (columns[0].Value, columns[1].Value) = request.Columns();
                columns[2].Value = bodies;
                if (!insert.IsPrepared) await insert.PrepareAsync();
                await insert.ExecuteNonQueryAsync();
                var part = Math.Min(Parts - 1, (int)(clock.Elapsed.TotalSeconds / options.BaselineSeconds * Parts));
                Interlocked.Add(ref stored[part], IntakeOptions.EventsInBatch);
            }
        })));
        return [.. stored.Select(events => events / (options.BaselineSeconds / (double)Parts))];
    }

    private static async Task Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
