using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Audit;

public static class AuditExtensions
{
    /// <summary>
    /// Puts on record who did what, saved with everything else of this context or not at all. Call it before <c>SaveChangesAsync</c>.
    /// </summary>
    /// <param name="action">What was done, in the past: <c>customer.merged</c>. The page reads it out as words.</param>
    /// <param name="subject">What it was done to, by number: <c>customer:12</c>. The record is kept for ever, so no name or address of a
    /// customer belongs here or in the details.</param>
    /// <param name="details">Written as JSON.</param>
    public static void Audit(this ThroughlineDb db, Actor by, string action, string subject, object? details = null) =>
        db.Add(AuditEntry.Of(by, action, subject, details));
}
