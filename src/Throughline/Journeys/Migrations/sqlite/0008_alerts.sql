-- What colleagues asked to be told of: a figure, and when it matters.
create table journeys_alerts (
  id text not null primary key,
  user_id text not null,
  figure text not null,
  subject text not null,
  query text not null,
  title text not null,
  condition text not null,
  line real,
  period text not null,
  is_at_once integer not null,
  created_at integer not null,
  is_share integer not null,
  base real,
  value real,
  low real,
  high real,
  n integer not null,
  checked_at integer,
  told_at integer,
  why_not text
);
create index ix_journeys_alerts_user_id on journeys_alerts (user_id);
