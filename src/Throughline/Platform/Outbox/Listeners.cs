using Throughline.Contracts;

namespace Throughline.Platform.Outbox;

/// <summary>Who listens to which fact: found once, by the interface that handlers implement. The journal listens to every fact about a customer.</summary>
public sealed class Listeners(IServiceScopeFactory scopes)
{
    /// <summary>The name of the journal among those who listen.</summary>
    public const string Journal = "journal";

    private readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>>> _byFact = new(() => Find(scopes));

    /// <summary>Everybody's name, the journal's first.</summary>
    public IReadOnlyList<string> All => [.. _byFact.Value.Values.SelectMany(names => names).Prepend(Journal).Distinct()];

    /// <param name="fact">Its name, such as <c>customers.interaction-logged</c>.</param>
    public IReadOnlyList<string> Of(string fact) => _byFact.Value.GetValueOrDefault(fact) ?? [];

    /// <summary>Hands a fact to one who listens, out of the scope that is theirs for this.</summary>
    public static Task Tell(IServiceProvider scope, string handler, IFact fact, CancellationToken ct) =>
        Listening.To(fact.GetType()).Tell(scope, handler, fact, ct);

    private static Dictionary<string, IReadOnlyList<string>> Find(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return FactNames.Types.ToDictionary(FactNames.Of, type => NamesFor(type, scope.ServiceProvider));
    }

    private static IReadOnlyList<string> NamesFor(Type fact, IServiceProvider scope)
    {
        var handlers = Listening.To(fact).Names(scope);
        return typeof(ICustomerFact).IsAssignableFrom(fact) ? [Journal, .. handlers] : [.. handlers];
    }

    // The bridge from a type that is only known at run time to IWhen of it.
    private abstract class Listening
    {
        public static Listening To(Type fact) => (Listening)Activator.CreateInstance(typeof(Listening<>).MakeGenericType(fact))!;

        public abstract IEnumerable<string> Names(IServiceProvider scope);

        public abstract Task Tell(IServiceProvider scope, string handler, IFact fact, CancellationToken ct);

        protected static string NameOf(object handler) => handler.GetType().FullName!.Replace("Throughline.", "", StringComparison.Ordinal);
    }

    private sealed class Listening<TFact> : Listening where TFact : IFact
    {
        public override IEnumerable<string> Names(IServiceProvider scope) => scope.GetServices<IWhen<TFact>>().Select(NameOf).Distinct();

        public override Task Tell(IServiceProvider scope, string handler, IFact fact, CancellationToken ct) =>
            (scope.GetServices<IWhen<TFact>>().FirstOrDefault(h => NameOf(h) == handler)
                ?? throw new InvalidOperationException($"There is no handler {handler} any more.")).Handle((TFact)fact, ct);
    }
}
