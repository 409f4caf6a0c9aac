alter table data_imports add column started_by text;
alter table data_imports add column started_by_id text;
alter table data_imports add column customers integer not null default 0;
alter table data_imports add column known_customers integer not null default 0;
