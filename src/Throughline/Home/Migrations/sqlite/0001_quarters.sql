create table home_quarters (
  at integer not null,
  channel text not null,
  interactions integer not null,
  primary key (at, channel)
);
