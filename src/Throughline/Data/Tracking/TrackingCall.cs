using System.Net;
using Throughline.Contracts;

namespace Throughline.Data.Tracking;

/// <summary>The circumstances of one call of the tracking API.</summary>
/// <param name="Kind">What single event it carries; null for a batch, where each event says it itself.</param>
/// <param name="Source">The key it came with, such as <c>key:3</c>.</param>
/// <param name="ReceivedAt">Microseconds since 1970, UTC.</param>
/// <param name="KeepFullIp">Otherwise the last part of an address is dropped before anything is stored.</param>
internal sealed record TrackingCall(InteractionKind? Kind, string Source, long ReceivedAt, IPAddress? Client, bool KeepFullIp)
{
    public string Door => Kind is { } kind ? "segment/" + kind.ToString().ToLowerInvariant() : "segment/batch";
}
