create table customers_decisions (
  id integer not null primary key,
  kind text not null,
  customer_id integer not null,
  other_id integer not null,
  identities text not null,
  undoes integer,
  evidence integer,
  position integer not null,
  by text not null,
  at integer not null
);
create unique index ix_customers_decisions_undoes on customers_decisions (undoes);
create index ix_customers_decisions_customer_id on customers_decisions (customer_id);
create index ix_customers_decisions_other_id on customers_decisions (other_id);

create table customers_overlaid (
  identity_id integer not null,
  name text not null,
  value text not null,
  at integer not null,
  evidence integer not null,
  source text not null,
  once integer not null,
  primary key (identity_id, name)
);

alter table customers_suggestions add column decision_id integer;
create index ix_customers_suggestions_decision_id on customers_suggestions (decision_id);

alter table customers_links add column decision_id integer;
alter table customers_links add column retracted_by integer;
drop index ix_customers_links_identity_id_other_id;
create unique index ix_customers_links_identity_id_other_id on customers_links (identity_id, other_id) where retracted_at is null;
create index ix_customers_links_decision_id on customers_links (decision_id);
create index ix_customers_links_retracted_by on customers_links (retracted_by);
