create table customers_segments (
  key text not null primary key,
  name text not null,
  match_any integer not null,
  conditions text not null,
  version integer not null,
  changed_at integer not null
);

-- Who has a trait, by value: segments read it in this order.
create index ix_customers_traits_name_value_customer_id on customers_traits (name, value, customer_id);
create index ix_customers_identities_kind_customer_id on customers_identities (kind, customer_id);
