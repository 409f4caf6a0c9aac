using Microsoft.EntityFrameworkCore;
using Throughline.Customers.Segments;
using Throughline.Platform.Storage;

namespace Throughline.Customers;

public static class CustomerSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();
        public DbSet<KnownIdentity> Identities => db.Set<KnownIdentity>();
        public DbSet<KindOfIdentity> KindsOfIdentity => db.Set<KindOfIdentity>();
        public DbSet<Trait> Traits => db.Set<Trait>();
        public DbSet<CustomerAlias> CustomerAliases => db.Set<CustomerAlias>();
        public DbSet<IdentityLink> IdentityLinks => db.Set<IdentityLink>();
        public DbSet<OverlaidTrait> OverlaidTraits => db.Set<OverlaidTrait>();
        public DbSet<IdentityDecision> IdentityDecisions => db.Set<IdentityDecision>();
        public DbSet<Segment> Segments => db.Set<Segment>();
        public DbSet<MergeSuggestion> MergeSuggestions => db.Set<MergeSuggestion>();
    }
}
