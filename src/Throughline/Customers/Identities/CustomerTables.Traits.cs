namespace Throughline.Customers.Identities;

internal sealed partial class CustomerTables
{
    /// <summary>
    /// Keeps what one identity says when another identity of the same customer says it differently: of the two, the one
    /// that does not show. Most customers state everything under one identity, and nothing is written for them.
    /// </summary>
    public void Overlay(int customer, string name, string json, long at, long evidence, int identity, string source, bool once) =>
        Prepared("""
            insert into customers_overlaid (identity_id, name, value, at, evidence, source, once)
            select identity_id, name, value, at, evidence, source, 0 from customers_traits
            where customer_id = ?1 and name = ?2 and identity_id <> ?6 and ?8 = 0 and (?4, ?5) > (at, evidence)
            union all
            select ?6, ?2, ?3, ?4, ?5, ?7, ?8 from customers_traits
            where customer_id = ?1 and name = ?2 and identity_id <> ?6 and (?8 = 1 or (?4, ?5) <= (at, evidence))
            """ + UnlessNewer)
            .Bind(1, customer).Bind(2, name).Bind(3, json).Bind(4, at).Bind(5, evidence).Bind(6, identity).Bind(7, source).Bind(8, once ? 1 : 0).Run();

    private const string UnlessNewer = """

        on conflict (identity_id, name) do update set value = excluded.value, at = excluded.at, evidence = excluded.evidence,
            source = excluded.source, once = excluded.once
        where excluded.once = 0 and (once = 1 or (excluded.at, excluded.evidence) > (at, evidence))
        """;

    private const string OverlayOfMerge = """
        insert into customers_overlaid (identity_id, name, value, at, evidence, source, once)
        select t.identity_id, t.name, t.value, t.at, t.evidence, t.source, 0
        from customers_traits t join customers_traits o on o.customer_id = ?1 + ?2 - t.customer_id and o.name = t.name
        where t.customer_id in (?1, ?2) and (o.at, o.evidence) > (t.at, t.evidence)
        """ + UnlessNewer;

    /// <summary>Puts all traits of a customer under their identities, so that they can be dealt out anew.</summary>
    public void TakeUpTraits(int customer)
    {
        Run(
            "insert into customers_overlaid (identity_id, name, value, at, evidence, source, once) "
                + "select identity_id, name, value, at, evidence, source, 0 from customers_traits where customer_id = ?1"
                + UnlessNewer,
            s => s.Bind(1, customer));
        Run("delete from customers_traits where customer_id = ?1", s => s.Bind(1, customer));
    }

    /// <summary>Shows of each trait the newest that an identity of the customer states; of those stated once the first, if there is no other.</summary>
    public void DealOutTraits(int customer)
    {
        Run("""
            insert into customers_traits (customer_id, name, value, at, evidence, identity_id, source)
            select ?1, name, value, at, evidence, identity_id, source from (
              select o.*, row_number() over (partition by o.name order by o.once, case o.once when 0 then -o.at end, case o.once when 0
                  then -o.evidence else o.evidence end) as place
              from customers_identities i join customers_overlaid o on o.identity_id = i.id where i.customer_id = ?1)
            where place = 1
            """, s => s.Bind(1, customer));
        Run("""
            delete from customers_overlaid where (identity_id, name, evidence) in (select identity_id, name, evidence from customers_traits
                where customer_id = ?1)
            """, s => s.Bind(1, customer));
    }
}
