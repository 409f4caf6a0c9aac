-- hand-made: customers_lists
-- Customers kept by hand, each by the identity whose number they bear: so a list follows joins and splits.
create table customers_lists (
  list text not null,
  identity integer not null,
  primary key (list, identity)
) without rowid;
