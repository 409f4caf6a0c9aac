namespace Throughline.Platform.Ui;

/// <summary>Code that sends an interaction, ready to paste, with the real address.</summary>
public static class Snippets
{
    public const string Placeholder = "YOUR_WRITE_KEY";

    /// <param name="address">Where this server is reached, without a slash at the end.</param>
    /// <param name="key">A write key; a placeholder when it is not known.</param>
    public static IReadOnlyList<SnippetTab> For(string address, string? key)
    {
        var writeKey = key ?? Placeholder;
        return
        [
            new("Browser", $$"""
                // npm install @segment/analytics-next
                import { AnalyticsBrowser } from "@segment/analytics-next";

                const analytics = AnalyticsBrowser.load({ writeKey: "{{writeKey}}", cdnURL: "{{address}}" });
                analytics.page("Home");
                analytics.track("Product Viewed", { name: "Alba 2 tent", price: 389, currency: "EUR" });
                """),
            new("Node", $$"""
                // npm install @segment/analytics-node
                import { Analytics } from "@segment/analytics-node";

                const analytics = new Analytics({ writeKey: "{{writeKey}}", host: "{{address}}" });
                analytics.identify({ userId: "42", traits: { name: "Anna Berg", email: "anna@example.com" } });
                analytics.track({ userId: "42", event: "Order Completed", properties: { order_id: "10482", total: 412, currency: "EUR" } });
                await analytics.closeAndFlush();
                """),
            new("Python", $$"""
                # pip install segment-analytics-python
                import segment.analytics as analytics

                analytics.write_key = "{{writeKey}}"
                analytics.host = "{{address}}"
                analytics.identify("42", {"name": "Anna Berg", "email": "anna@example.com"})
                analytics.track("42", "Order Completed", {"order_id": "10482", "total": 412, "currency": "EUR"})
                analytics.flush()
                """),
            new("curl", $$$"""
                curl {{{address}}}/v1/track \
                  -u {{{writeKey}}}: \
                  -H 'content-type: application/json' \
                  -d '{"userId": "42", "event": "Order Completed", "properties": {"order_id": "10482", "total": 412, "currency": "EUR"}}'
                """),
        ];
    }
}
