using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Joining;

/// <summary>What the buttons of the pages send: each does one thing and leads on to where it shows.</summary>
public sealed class JoiningForms : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/customers/{id}/join", Join).RequirePermission(CustomersPermissions.Merge).ExcludeFromDescription();
        routes.MapPost("/customers/{id}/keep-apart", Keep).RequirePermission(CustomersPermissions.Merge).ExcludeFromDescription();
        routes.MapPost("/customers/{id}/split", Split).RequirePermission(CustomersPermissions.Merge).ExcludeFromDescription();
        routes.MapPost("/customers/decisions/{decision:int}/undo", Undo).RequirePermission(CustomersPermissions.Merge).ExcludeFromDescription();
    }

    private static async Task<IResult> Join(string id, [FromForm] string? other, JoinCustomers feature, HttpContext http, CancellationToken ct) =>
        await feature.Join(id, other ?? "", Actor.Of(http.User), ct) switch
        {
            JoinCustomers.Joined joined => To($"/customers/{joined.Customer}", "joined", joined.Decision),
            JoinCustomers.AlreadyOne => To($"/customers/{id}", "already-one"),
            JoinCustomers.Later => To($"/customers/{id}", "later"),
            _ => Results.NotFound(),
        };

    private static async Task<IResult> Keep(string id, [FromForm] string? other, KeepApart feature, HttpContext http, CancellationToken ct) =>
        await feature.Keep(id, other ?? "", Actor.Of(http.User), ct) switch
        {
            KeepApart.Kept kept => To("/customers/suggestions", "kept-apart", kept.Decision),
            KeepApart.NotSuggested => To($"/customers/{id}", "not-suggested"),
            KeepApart.Later => To($"/customers/{id}", "later"),
            _ => Results.NotFound(),
        };

    private static async Task<IResult> Split(string id, IFormCollection form, SplitCustomer feature, HttpContext http, CancellationToken ct) =>
        await feature.Part(id, new([.. form["identities"].OfType<string>()]), Actor.Of(http.User), ct) switch
        {
            SplitCustomer.Split split => To(
                $"/customers/{split.Person}", "split", split.Decision, split.Person == split.Customer ? split.Other : split.Customer),
            SplitCustomer.Refused => To($"/customers/{id}/identities", form["identities"].Count > 0 ? "split-all" : "split-none"),
            SplitCustomer.Later => To($"/customers/{id}/identities", "later"),
            _ => Results.NotFound(),
        };

    private static async Task<IResult> Undo(int decision, UndoDecision feature, HttpContext http, CancellationToken ct) =>
        await feature.Undo(decision, Actor.Of(http.User), ct) switch
        {
            UndoDecision.Undone undone => To($"/customers/{undone.Customer}/identities", "undone"),
            UndoDecision.NotToUndo => To("/customers/suggestions", "not-to-undo"),
            UndoDecision.Later => To("/customers/suggestions", "later"),
            _ => Results.NotFound(),
        };

    private static IResult To(string path, string said, int? decision = null, CustomerId? other = null) => Results.LocalRedirect(
        $"{path}?said={said}{(decision is { } number ? string.Create(CultureInfo.InvariantCulture, $"&decision={number}") : "")}"
            + (other is null ? "" : $"&other={other}"));
}
