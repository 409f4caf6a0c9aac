-- The list of customers is read in each of these orders, a page at a time.
create index ix_customers_customers_is_known_first_seen_id on customers_customers (is_known, first_seen, id);
create index ix_customers_customers_is_known_name_id on customers_customers (is_known, name, id);
