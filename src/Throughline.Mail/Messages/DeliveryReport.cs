namespace Throughline.Mail.Messages;

/// <summary>What a mail system reports about delivery (RFC 3464).</summary>
/// <param name="ReportingMta">The system that reports, without its type; null when not said.</param>
/// <param name="Recipients">One entry a recipient, in order.</param>
/// <param name="OriginalMessageId">The Message-ID of the message reported on, without angle brackets, when the report returns its headers.</param>
/// <param name="OriginalEnvelopeId">The envelope id that the sender gave (RFC 3461), or null.</param>
public sealed record DeliveryReport(
    string? ReportingMta, IReadOnlyList<DeliveryReport.Recipient> Recipients, string? OriginalMessageId, string? OriginalEnvelopeId)
{
    /// <summary>What happened for one recipient.</summary>
    /// <param name="Address">The address it failed or succeeded at (Final-Recipient); empty when not said.</param>
    /// <param name="OriginalAddress">The address as the sender wrote it (Original-Recipient), or null.</param>
    /// <param name="Action">failed, delayed, delivered, relayed or expanded, in lower case; empty when not said.</param>
    /// <param name="Status">The enhanced status code (RFC 3463), such as 5.1.1; empty when not said.</param>
    /// <param name="Diagnostic">The remote system's words, without the type; null when not said.</param>
    public sealed record Recipient(string Address, string? OriginalAddress, string Action, string Status, string? Diagnostic)
    {
        /// <summary>
        /// True when it did not arrive, or not yet. Action is free text in the wild: a 5.x.x status says it, and without one only the words for
        /// success count as such.
        /// </summary>
        public bool IsTrouble => Action.StartsWith("fail", StringComparison.Ordinal) || Status.StartsWith('5')
            || Action is not ("delivered" or "relayed" or "expanded" or "success" or "successful") && !Status.StartsWith('2');

        /// <summary>True when it did not arrive yet and is still tried.</summary>
        public bool IsDelayed => IsTrouble && !Status.StartsWith('5')
            && (Action.StartsWith("delay", StringComparison.Ordinal) || Action is "deferred" or "warning" or "retry" or "retrying" or "queued" or "pending");

        /// <summary>True when the address will not work later either: trouble with a 5.x.x status, or without any and not only delayed.</summary>
        public bool IsPermanentFailure => IsTrouble && !IsDelayed && !Status.StartsWith('4');
    }
}
