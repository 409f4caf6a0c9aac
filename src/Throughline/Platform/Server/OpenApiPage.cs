using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Contracts;
using Throughline.Platform.Security.Access;

namespace Throughline.Platform.Server;

/// <summary>The HTTP API described by itself: OpenAPI for programs at <c>/api/openapi.json</c>, a page for people at <c>/api/docs</c>.</summary>
public static class OpenApiPage
{
    public const string Document = "openapi";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath is { } path
            && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("v1/", StringComparison.Ordinal));
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Throughline",
                Version = StatusRoutes.Version,
                Description =
                    "Times are ISO 8601 in UTC, durations are seconds. Errors are problem details (RFC 9457) with a code; "
                        + "the tracking API answers in the form its clients know.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["secretKey"] = new OpenApiSecurityScheme
            { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A secret key: tl_secret_…"
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("secretKey", document)] = [] }];
            return Task.CompletedTask;
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/api/{documentName}.json").RequirePermission(StatusPermissions.ReadStatus);
    }
}
