using Microsoft.AspNetCore.WebUtilities;

namespace Throughline.Platform.Ui;

/// <summary>Addresses of the same list with one part of its query changed.</summary>
public static class PageLink
{
    /// <summary>This request's path and query with <paramref name="name"/> set to <paramref name="value"/>, or removed when that is null.</summary>
    public static string With(HttpRequest request, string name, string? value)
    {
        var kept = request.Query.Where(pair => pair.Key != name)
            .SelectMany(pair => pair.Value.Select(one => KeyValuePair.Create(pair.Key, one)));
        var query = value is null ? kept : kept.Append(KeyValuePair.Create<string, string?>(name, value));
        return QueryHelpers.AddQueryString(request.Path.Value ?? "/", query);
    }

    /// <summary>The same with several parts changed; those that are null are removed.</summary>
    public static string With(HttpRequest request, params IReadOnlyList<(string Name, string? Value)> changes)
    {
        var kept = request.Query.Where(pair => changes.All(change => change.Name != pair.Key))
            .SelectMany(pair => pair.Value.Select(one => KeyValuePair.Create(pair.Key, one)));
        var added = changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value));
        return QueryHelpers.AddQueryString(request.Path.Value ?? "/", kept.Concat(added));
    }
}
