-- hand-made: platform_checkpoints
create table platform_checkpoints (
  name text not null primary key,
  position integer not null
) strict;

create table platform_outbox (
  id integer not null primary key autoincrement,
  fact text not null,
  payload text not null,
  published_at integer not null,
  attempts integer not null,
  due_at integer not null,
  last_error text
);
create index ix_platform_outbox_due_at on platform_outbox (due_at);

create table platform_jobs (
  id text not null primary key,
  kind text not null,
  payload text not null,
  due_at integer not null,
  every_seconds integer,
  attempts integer not null,
  claimed_until integer,
  last_error text
);
create index ix_platform_jobs_due_at on platform_jobs (due_at);
