using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.JourneyEngine;
using Throughline.Platform.Time;

namespace Throughline.Touchpoints.Promises;

/// <summary>Where the numbers of a promise lead.</summary>
public static class PromiseLinks
{
    /// <summary>The customers with a case in a state.</summary>
    public static string People(string touchpoint, PromiseState state, Period period, string? segment = null, Dimension? by = null, string value = "") =>
        QueryHelpers.AddQueryString("/journeys/people", new (string Name, string? Value)[]
        {
            ("of", "promise"), ("touchpoint", touchpoint), ("state", state.ToString().ToLower(CultureInfo.InvariantCulture)), ("from", Instant(period.From)),
            ("to", Instant(period.To)), ("segment", segment), ("by", by is null ? null : by.Property ?? "channel"), ("value", by is null ? null : value),
        }.Where(q => q.Value is not null).Select(q => KeyValuePair.Create(q.Name, q.Value)));

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
