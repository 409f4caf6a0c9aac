create table retention_rules (
  event text not null primary key,
  days integer not null
);

create table retention_runs (
  id integer not null primary key autoincrement,
  at integer not null,
  interactions integer not null
);
