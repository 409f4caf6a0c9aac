-- How often rows that people change as one were changed.
create table platform_set_versions (
  name text not null primary key,
  version integer not null
);
