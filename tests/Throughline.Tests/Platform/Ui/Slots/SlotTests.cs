using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Slots;

namespace Throughline.Tests.Platform.Ui.Slots;

/// <summary>What rooms show on pages that belong to everybody.</summary>
public sealed class SlotTests
{
    [Fact]
    public void What_rooms_show_on_a_customer_is_found_in_its_place_and_order()
    {
        Assert.Equal(["StagesPart"], SlotPart.OnCustomer(CustomerPlace.Top).Select(part => part.Component.Name));
        Assert.Equal("TimelineCard", SlotPart.OnCustomer(CustomerPlace.Main)[0].Component.Name);
        var side = SlotPart.OnCustomer(CustomerPlace.Side);
        Assert.Equal(side.OrderBy(part => part.Order), side);
        Assert.Equal(["SuggestionsCard", "ConversationsCard", "KnownAsCard", "TraitsCard", "OrdersCard", "NumbersCard"],
            side.Select(part => part.Component.Name).Where(name => name.EndsWith("Card", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_lacks_the_permission_does_not_see_a_part() =>
        Assert.Equal("first", await Draw("some", new SlotPart(typeof(First), 100, "some"), new SlotPart(typeof(Second), 200, "other")));

    [Fact]
    public async Task A_part_meant_for_a_role_is_not_shown_to_others() =>
        Assert.Equal("second", await Draw("some", new SlotPart(typeof(First), 100, "some") { Roles = ["analyst"] }, new SlotPart(typeof(Second), 200, "some")));

    [Theory]
    [InlineData(typeof(FailsAtOnce))]
    [InlineData(typeof(FailsLater))]
    public async Task A_part_that_fails_leaves_the_others_alone(Type failing)
    {
        var html = await Draw("some", new SlotPart(failing, 100, "some"), new SlotPart(typeof(Second), 200, "some"));
        Assert.Contains("could not be loaded", html, StringComparison.Ordinal);
        Assert.EndsWith("second", html, StringComparison.Ordinal);
    }

    private static async Task<string> Draw(string permission, params SlotPart[] parts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddUi();
        builder.Services.AddSingleton(new Viewer("Ann Lee", "Alba", asked => asked == permission));
        await using var app = builder.Build();
        await using var renderer = new HtmlRenderer(app.Services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Slot>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Slot.Parts)] = parts })))
                .ToHtmlString()
                .Trim());
    }

    private sealed class First : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "first");
    }

    private sealed class Second : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "second");
    }

    private sealed class FailsAtOnce : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("No such thing.");
    }

    private sealed class FailsLater : ComponentBase
    {
        protected override async Task OnInitializedAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("No such thing.");
        }
    }
}
