create table customers_customers (
  id integer not null primary key,
  name text not null,
  is_known integer not null,
  first_seen integer not null,
  last_seen integer not null
);
create index ix_customers_customers_is_known_last_seen_id on customers_customers (is_known, last_seen, id);

create table customers_identities (
  id integer not null primary key,
  customer_id integer not null,
  kind text not null,
  value text not null,
  is_shared integer not null,
  first_seen integer not null,
  why text not null,
  evidence integer not null
);
create index ix_customers_identities_customer_id on customers_identities (customer_id);

create table customers_kinds (
  kind text not null primary key
);

create table customers_links (
  id integer not null primary key,
  identity_id integer not null,
  other_id integer not null,
  why text not null,
  confidence real not null,
  evidence integer not null,
  at integer not null,
  retracted_at integer
);
create unique index ix_customers_links_identity_id_other_id on customers_links (identity_id, other_id);
create index ix_customers_links_other_id on customers_links (other_id);

create table customers_traits (
  customer_id integer not null,
  name text not null,
  value text not null,
  at integer not null,
  evidence integer not null,
  identity_id integer not null,
  source text not null,
  primary key (customer_id, name)
);

create table customers_aliases (
  id integer not null primary key,
  customer_id integer not null
);
create index ix_customers_aliases_customer_id on customers_aliases (customer_id);

create table customers_suggestions (
  id integer not null primary key,
  customer_id integer not null,
  other_id integer not null,
  why text not null,
  evidence integer not null,
  at integer not null
);
create unique index ix_customers_suggestions_customer_id_other_id on customers_suggestions (customer_id, other_id);
create index ix_customers_suggestions_other_id on customers_suggestions (other_id);

-- hand-made: customers_search
create virtual table customers_search using fts5 (text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
