using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Erasing;
using Throughline.Customers.Identities;
using Throughline.Customers.Joining;
using Throughline.Customers.Logging;
using Throughline.Customers.Profile;
using Throughline.Customers.Segments;
using Throughline.Customers.Timeline;
using Throughline.Platform;
using Throughline.Platform.Jobs;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;

namespace Throughline.Customers;

/// <summary>Who our customers are, everything that happened with each, and how we know.</summary>
public sealed class CustomersRoom : Room
{
    public const string Read = "customers.read", Write = "customers.write", Merge = "customers.merge", Erase = "customers.erase", Export = "customers.export",
        ReadSegments = "segments.read", WriteSegments = "segments.write";

    public override IEnumerable<MenuEntry> Menu => [new("customers", "Customers", "users", "/customers", 300, Read, 'c')];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("customers", "All customers", "/customers", 100, Read),
        new("customers", "Segments", "/customers/segments", 200, ReadSegments),
        new("customers", "Who is who", "/customers/suggestions", 300, Read),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(Read, "See customers and their timelines", [.. Role.All]),
        new(ReadSegments, "See segments and who is in them", [.. Role.All]),
        new(WriteSegments, "Make and change segments", Role.CxManager, Role.Analyst),
        new(Merge, "Decide who is who: join, split, keep apart", Role.CxManager, Role.Agent),
        new(Write, "Log calls, visits and notes", Role.CxManager, Role.Agent, Role.DepartmentMember),
        new(Export, "Export everything that is held about a customer", Role.CxManager),
        new(Erase, "Erase a customer, everywhere and for good"),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TimelineIndex>().AddSingleton<Projection>(provider => provider.GetRequiredService<TimelineIndex>())
        .AddSingleton<IdentityOwners>().AddSingleton<IIdentityOwners>(provider => provider.GetRequiredService<IdentityOwners>())
        .AddSingleton<CustomersProjection>().AddSingleton<Projection>(provider => provider.GetRequiredService<CustomersProjection>())
        .AddScoped<CustomerDirectory>().AddScoped<CustomerStages>().AddScoped<ShowStageLine>().AddScoped<SearchCustomers>().AddScoped<ShowCustomer>().AddScoped<ShowTimeline>()
        .AddScoped<TimelineView>().AddScoped<RunWords>().AddScoped<ShowInteraction>().AddScoped<ShowProfile>()
        .AddScoped<ISearchSource, CustomersFound>().AddScoped<ICountCustomers, CountCustomers>().AddScoped<IShowPeople, PeopleByNumber>().AddScoped<IAttentionSource, SuggestionsToLookAt>()
        .AddScoped<LogInteraction>()
        .AddSingleton<Erasure>().AddScoped<EraseCustomer>().AddScoped<ShowErasure>().AddScoped<IJob, EraseCustomerJob>()
        .AddScoped<ExportCustomer>().AddScoped<IExportCustomer, ExportOfCustomers>()
        .AddScoped<JoinCustomers>().AddScoped<SplitCustomer>().AddScoped<KeepApart>().AddScoped<UndoDecision>().AddScoped<ListSuggestions>().AddScoped<ListDecisions>().AddScoped<ExplainIdentities>()
        .AddSingleton<CustomerLists>().AddSingleton<FindMembers>().AddSingleton<ReadDefinition>().AddSingleton<NamesToChoose>().AddScoped<SegmentWords>().AddScoped<ISegments, SegmentsByKey>()
        .AddScoped<ListSegments>().AddScoped<SaveSegment>().AddScoped<DeleteSegment>().AddScoped<ShowMembers>().AddScoped<ExportSegment>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        SearchCustomers.Map(routes);
        ShowCustomer.Map(routes);
        ShowTimeline.Map(routes);
        ShowInteraction.Map(routes);
        TimelineRoutes.Map(routes);
        ShowStageLine.Map(routes);
        LogInteraction.Map(routes);
        EraseCustomer.Map(routes);
        ExportCustomer.Map(routes);
        JoinCustomers.Map(routes);
        SplitCustomer.Map(routes);
        KeepApart.Map(routes);
        UndoDecision.Map(routes);
        ListSuggestions.Map(routes);
        ListDecisions.Map(routes);
        ExplainIdentities.Map(routes);
        JoiningForms.Map(routes);
        ListSegments.Map(routes);
        SaveSegment.Map(routes);
        DeleteSegment.Map(routes);
        ShowMembers.Map(routes);
        ExportSegment.Map(routes);
        DraftRoutes.Map(routes);
    }
}
