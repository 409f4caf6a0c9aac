using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui;

public sealed class PageTabTests
{
    private static readonly PageTab[] Tabs =
    [
        new("data", "Overview", "/data", 100, "read"), new("data", "Webhooks", "/data/webhooks", 200, "read"),
        new("data", "HTTP API", "/api/docs", 300, "read"),
    ];

    [Theory]
    [InlineData("/data", "Overview")]
    [InlineData("/data/keys", "Overview")]
    [InlineData("/data/webhooks", "Webhooks")]
    [InlineData("/data/webhooks/carrier", "Webhooks")]
    [InlineData("/api/docs", "HTTP API")]
    [InlineData("/database", null)]
    public void A_page_belongs_to_the_tab_that_names_it_closest(string path, string? title) => Assert.Equal(title, PageTab.At(path, Tabs)?.Title);
}
