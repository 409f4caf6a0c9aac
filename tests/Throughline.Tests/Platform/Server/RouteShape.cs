using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Throughline.Tests.Platform.Server;

/// <summary>What a route looks like from outside.</summary>
internal static partial class RouteShape
{
    private static readonly string NoId = Guid.Empty.ToString();

    extension(RouteEndpoint route)
    {
        public string Written => route.RoutePattern.RawText!.Trim('/');

        public IReadOnlyList<string> Methods => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

        /// <summary>What it reads the body as, if it says so.</summary>
        public IAcceptsMetadata? Body => route.Metadata.GetMetadata<IAcceptsMetadata>();

        public bool TakesJson => route.Body?.ContentTypes.Contains("application/json") == true;

        /// <summary>An address that it takes.</summary>
        public string Path(string name) => "/" + Parameter().Replace(route.Written, match =>
            match.Value.Contains(":guid", StringComparison.Ordinal) ? NoId : match.Value.Contains(':', StringComparison.Ordinal) ? "1" : name);

        /// <summary>An address with something in the place of each of its parameters.</summary>
        public string PathWith(string part) => "/" + Parameter().Replace(route.Written, part);

        public bool Fits(string path)
        {
            var (parts, written) = (path.Trim('/').Split('/'), route.Written.Split('/'));
            return parts.Length == written.Length && written.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
