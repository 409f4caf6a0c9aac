-- What was kept before a change, as long as that still keeps it.
create table retention_earlier (
  id integer not null primary key autoincrement,
  rules text not null,
  until integer not null,
  by text not null
);
