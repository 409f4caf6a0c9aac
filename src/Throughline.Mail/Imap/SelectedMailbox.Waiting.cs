using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>Waiting for news.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>The longest one IDLE may last: servers may hang up after 30 minutes of silence (RFC 2177).</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(29);

    /// <summary>
    /// Waits until the server reports a change, or until <paramref name="renewal"/> has passed (IDLE, RFC 2177).
    /// Without IDLE it waits a tenth of that, at most a minute, and asks with NOOP. Cancelling closes the connection.
    /// </summary>
    /// <param name="renewal">More than zero and less than <see cref="LongestIdle"/>.</param>
    /// <returns>Whether the server reported something; false when the time just passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="renewal"/> is outside its range.</exception>
    public async Task<bool> WaitForNews(TimeSpan renewal, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(renewal, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(renewal, LongestIdle);
        var before = News;
        if (_client.Can("IDLE")) await new IdleTurn(Connection, Hear, () => News != before, _client.Options).Run(renewal, ct);
        else await Poll(renewal, ct);
        return News != before;
    }

    private async Task Poll(TimeSpan renewal, CancellationToken ct)
    {
        var pause = renewal / 10 < TimeSpan.FromMinutes(1) ? renewal / 10 : TimeSpan.FromMinutes(1);
        await Task.Delay(pause, _client.Options.Clock, ct);
        await Connection.Run(new ImapCommand("NOOP"), Hear, ct);
    }

    /// <summary>One IDLE from its start to its end.</summary>
    private sealed class IdleTurn(ImapConnection connection, Action<ImapResponse> hear, Func<bool> hasNews, ConnectionOptions options)
    {
        private string _tag = "";
        private bool _isOver;
        private Task<ImapResponse>? _pending;

        public async Task Run(TimeSpan renewal, CancellationToken ct)
        {
            using var turn = connection.TakeTurn();
            _tag = await connection.Send(new ImapCommand("IDLE"), null, ct);
            await connection.AwaitGoAhead(_tag, "IDLE", hear, ct);
            await UntilNewsOrRenewal(renewal, ct);
            if (_isOver) return;
            await connection.SendLine("DONE", ct);
            while (!_isOver) Take(await (_pending ?? Next(options.Timeouts.Reply, ct)));
        }

        /// <summary>A read on TLS cannot be called off without harm, so DONE is sent while the read still waits for its answer.</summary>
        private async Task UntilNewsOrRenewal(TimeSpan renewal, CancellationToken ct)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var renewed = Task.Delay(renewal, options.Clock, over.Token);
            while (!_isOver && !hasNews())
            {
                _pending = Next(renewal + options.Timeouts.Reply, ct);
                if (await Task.WhenAny(_pending, renewed) != _pending) break;
                Take(await _pending);
            }

            await over.CancelAsync();
        }

        private Task<ImapResponse> Next(TimeSpan limit, CancellationToken ct) => connection.Next(_tag, "IDLE", limit, ct);

        private void Take(ImapResponse response)
        {
            _pending = null;
            _isOver = response.Tag == _tag;
            if (!_isOver) hear(response);
        }
    }
}
