namespace Throughline.Demo.Company;

/// <summary>The range of Harbour &amp; Pine.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Product> Products { get; } =
    [
        new("TN-101", "Alba 2 tent", "Tents", 289m, true), new("TN-102", "Alba 3 tent", "Tents", 349m, true),
        new("TN-110", "Skelligs dome tent", "Tents", 459m, true),
        new("TN-120", "Burren tarp", "Tents", 89m), new("TN-130", "Wicklow family tent", "Tents", 599m, true), new("TN-190", "Peg set, 10", "Tents", 14.5m),
        new("BT-201", "Moher hiking boots", "Boots", 169m), new("BT-202", "Moher mid boots", "Boots", 149m), new("BT-210", "Kerry trail shoes", "Boots", 119m),
        new("BT-220", "Errigal winter boots", "Boots", 199m), new("BT-230", "Strand sandals", "Boots", 69m), new("BT-290", "Boot wax", "Boots", 9.9m),
        new("JK-301", "Atlantic shell jacket", "Jackets", 249m), new("JK-302", "Atlantic light jacket", "Jackets", 179m),
        new("JK-310", "Connemara down jacket", "Jackets", 279m),
        new("JK-320", "Drizzle rain jacket", "Jackets", 99m), new("JK-330", "Lough fleece", "Jackets", 79m), new("JK-390", "Wash-in proofer", "Jackets", 12.9m),
        new("SB-401", "Nephin sleeping bag", "Sleeping", 159m), new("SB-402", "Nephin light sleeping bag", "Sleeping", 189m),
        new("SB-410", "Cloud sleeping mat", "Sleeping", 89m, true),
        new("SB-420", "Silk liner", "Sleeping", 39m), new("SB-430", "Travel pillow", "Sleeping", 24.9m),
        new("PK-501", "Slieve 45 rucksack", "Rucksacks", 139m, true), new("PK-502", "Slieve 65 rucksack", "Rucksacks", 179m, true),
        new("PK-510", "Commuter 20 rucksack", "Rucksacks", 89m),
        new("PK-520", "Harbour dry bag", "Rucksacks", 29m), new("PK-530", "Child carrier", "Rucksacks", 229m, true),
        new("CK-601", "Ember gas stove", "Cooking", 59m, true), new("CK-602", "Ember multi-fuel stove", "Cooking", 149m, true),
        new("CK-610", "Pot set, 2", "Cooking", 49m),
        new("CK-620", "Steel flask 0.75 l", "Cooking", 27m), new("CK-630", "Water filter", "Cooking", 45m, true),
        new("CK-690", "Gas cartridge 230 g", "Cooking", 7.5m),
        new("CL-701", "Merino base layer", "Clothing", 69m), new("CL-702", "Hiking trousers", "Clothing", 89m),
        new("CL-710", "Hiking socks, 2 pairs", "Clothing", 22m),
        new("CL-720", "Wool hat", "Clothing", 25m), new("CL-730", "Storm gloves", "Clothing", 45m), new("CL-740", "Sun shirt", "Clothing", 55m),
        new("NV-801", "Trail GPS", "Navigation", 269m, true), new("NV-810", "Compass", "Navigation", 35m, true),
        new("NV-820", "Head torch 400", "Navigation", 49m), new("NV-830", "Map case", "Navigation", 18m),
        new("CB-901", "Sit-on kayak", "Water", 549m, true), new("CB-910", "Paddle", "Water", 79m),
        new("CB-920", "Buoyancy aid", "Water", 85m), new("CB-930", "Wetsuit 4/3", "Water", 159m),
    ];

    public static IReadOnlyList<string> Categories { get; } = [.. Products.Select(p => p.Category).Distinct()];

    private static readonly Dictionary<string, Product[]> ByCategory = Products.GroupBy(p => p.Category).ToDictionary(g => g.Key, g => g.ToArray());

    public static IReadOnlyList<Product> In(string category) => ByCategory[category];
}
