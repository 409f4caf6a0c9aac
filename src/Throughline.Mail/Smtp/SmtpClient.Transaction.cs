using System.Buffers;
using System.Globalization;
using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

public sealed partial class SmtpClient
{
    /// <summary>MAIL, RCPT and DATA for one group of recipients, in one go where the server can (PIPELINING, RFC 2920).</summary>
    private sealed class SmtpTransaction(
        SmtpClient client, Envelope envelope, EnvelopeRecipient[] recipients, MessageScan scan, Dictionary<EnvelopeRecipient, RecipientVerdict> verdicts)
    {
        private readonly Wire _wire = client._wire;
        private bool _isHandedOver;

        /// <summary>Settles a verdict for each recipient of the group.</summary>
        public async Task Run(Stream message, CancellationToken ct)
        {
            try
            {
                if (client.IsBroken) throw new ConnectionLostException("The connection has ended.");
                if (client.Can("PIPELINING")) await RunPipelined(message, ct);
                else await RunStepByStep(message, ct);
            }
            catch (MailTransportException failure)
            {
                await _wire.DisposeAsync();
                Settle(_isHandedOver ? Delivery.Uncertain : Delivery.TryLater, null, failure.Message);
            }
        }

        private async Task RunPipelined(Stream message, CancellationToken ct)
        {
            var resets = client._needsReset;
            if (resets) client.Say("RSET");
            client.Say(MailCommand());
            foreach (var recipient in recipients) client.Say(RcptCommand(recipient));
            client.Say("DATA");
            await _wire.Flush(ct);

            if (resets) await client.Hear("RSET", ct);
            client._needsReset = true;
            var mail = await client.Hear("MAIL", ct);
            foreach (var recipient in recipients) Take(recipient, await client.Hear("RCPT", ct));
            if (!mail.IsOk) Settle(mail, overrule: true);
            await FinishAfterData(await client.Hear("DATA", ct), message, ct);
        }

        private async Task RunStepByStep(Stream message, CancellationToken ct)
        {
            if (client._needsReset) await client.Ask("RSET", ct);
            client._needsReset = true;
            var mail = await client.Ask(MailCommand(), ct);
            if (!mail.IsOk) { Settle(mail); return; }
            foreach (var recipient in recipients) Take(recipient, await client.Ask(RcptCommand(recipient), ct));
            if (!recipients.All(verdicts.ContainsKey)) await FinishAfterData(await client.Ask("DATA", ct), message, ct);
        }

        private async Task FinishAfterData(SmtpReply go, Stream message, CancellationToken ct)
        {
            if (go.IsOk || go.Code is > 300 and < 400 and not 354) throw _wire.Broke($"The server answered DATA with {go}.");
            if (go.Code != 354) { Settle(go); return; }
            if (recipients.All(verdicts.ContainsKey))
            {
                // The server wants a message although it took no recipient; it gets an empty one (RFC 2920 section 3.1).
                _wire.Write(".\r\n");
                await _wire.Flush(ct);
                await client.Hear("DATA", client._options.Timeouts.Stored, ct);
                return;
            }

            await SendContent(message, ct);
            var reply = await client.Hear("the message", client._options.Timeouts.Stored, ct);
            if (reply.Code is >= 300 and < 400) throw _wire.Broke($"The server answered the message with {reply}.");
            Settle(reply);
            client._needsReset = !reply.IsOk;
        }

        private async Task SendContent(Stream message, CancellationToken ct)
        {
            var stuffing = new DotStuffing();
            var block = ArrayPool<byte>.Shared.Rent(64 * 1024);
            var stuffed = ArrayPool<byte>.Shared.Rent(DotStuffing.MostFor(block.Length));
            try
            {
                while (await message.ReadAsync(block, ct) is > 0 and var count)
                {
                    await _wire.Flush(ct);
                    _wire.Write(stuffed.AsSpan(0, stuffing.Write(block.AsSpan(0, count), stuffed)));
                }

                _wire.Write(stuffed.AsSpan(0, stuffing.End(stuffed)));
                _isHandedOver = true;
                await _wire.Flush(ct);
            }
            catch
            {
                await _wire.DisposeAsync();   // Half a message must not be finished by whatever is said next.
                throw;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(block);
                ArrayPool<byte>.Shared.Return(stuffed);
            }
        }

        private void Take(EnvelopeRecipient recipient, SmtpReply reply)
        {
            if (!reply.IsOk) verdicts[recipient] = Verdict(recipient, reply);
        }

        /// <summary>The reply decides for all who have no verdict yet, or for all.</summary>
        private void Settle(SmtpReply reply, bool overrule = false)
        {
            foreach (var recipient in recipients)
                if (overrule || !verdicts.ContainsKey(recipient)) verdicts[recipient] = Verdict(recipient, reply);
        }

        private void Settle(Delivery delivery, SmtpReply? reply, string reason)
        {
            foreach (var recipient in recipients) verdicts.TryAdd(recipient, new(recipient.Address, delivery, reply, reason));
        }

        private static RecipientVerdict Verdict(EnvelopeRecipient recipient, SmtpReply reply) =>
            new(recipient.Address, reply.IsOk ? Delivery.Accepted : reply.Code >= 500 ? Delivery.Refused : Delivery.TryLater, reply, reply.ToString());

        private string MailCommand()
        {
            var command = new StringBuilder($"MAIL FROM:<{MailboxOnWire(envelope.Sender ?? "")}>");
            if (client.Can("SIZE")) command.Append(CultureInfo.InvariantCulture, $" SIZE={scan.Bytes}");
            if (scan.HasEightBitBody) command.Append(" BODY=8BITMIME");
            if (scan.HasEightBitHeader || NeedsUtf8(envelope.Sender) || recipients.Any(r => NeedsUtf8(r.Address))) command.Append(" SMTPUTF8");
            if (!client.Can("DSN")) return command.ToString();
            if (envelope.ReturnWholeMessage) command.Append(" RET=FULL");
            if (envelope.Id is { Length: > 0 } id) command.Append(" ENVID=").Append(MailboxAddress.XText(id));
            return command.ToString();
        }

        private string RcptCommand(EnvelopeRecipient recipient)
        {
            var command = $"RCPT TO:<{MailboxOnWire(recipient.Address)}>";
            if (!client.Can("DSN") || recipient.Reports == DeliveryReports.AsUsual) return command;
            var reports = recipient.Reports.HasFlag(DeliveryReports.Never) ? "NEVER" : string.Join(',', Named(recipient.Reports));
            return System.Text.Ascii.IsValid(recipient.Address)
                ? $"{command} NOTIFY={reports} ORCPT=rfc822;{MailboxAddress.XText(recipient.Address)}"
                : $"{command} NOTIFY={reports}";
        }

        private static IEnumerable<string> Named(DeliveryReports reports)
        {
            if (reports.HasFlag(DeliveryReports.OnSuccess)) yield return "SUCCESS";
            if (reports.HasFlag(DeliveryReports.OnFailure)) yield return "FAILURE";
            if (reports.HasFlag(DeliveryReports.OnDelay)) yield return "DELAY";
        }

        private static string MailboxOnWire(string address) => address.Length == 0 ? "" : MailboxAddress.WithAsciiDomain(address);

        private static bool NeedsUtf8(string? address) => address is { Length: > 0 } && !IsAscii(address);
    }
}
