-- Facts have a random id, which becomes their message id, and a delivery for each who listens.
create table platform_outbox_new (
  id integer not null primary key autoincrement,
  message_id text not null,
  fact text not null,
  subject text not null,
  payload text not null,
  published_at integer not null,
  is_spread integer not null
);
insert into platform_outbox_new (id, message_id, fact, subject, payload, published_at, is_spread)
select id, 'fact:' || lower(hex(randomblob(16))), case fact when 'InteractionLogged' then 'customers.interaction-logged' else fact end,
  coalesce(json_extract(payload, '$.Customer.Kind') || ':' || json_extract(payload, '$.Customer.Value'), 'fact:' || id), payload, published_at, 0
from platform_outbox order by id;
drop table platform_outbox;
alter table platform_outbox_new rename to platform_outbox;
create unique index ix_platform_outbox_message_id on platform_outbox (message_id);
create index ix_platform_outbox_is_spread_id on platform_outbox (is_spread, id);

create table platform_deliveries (
  id integer not null primary key autoincrement,
  fact_id integer not null references platform_outbox (id) on delete cascade,
  handler text not null,
  subject text not null,
  attempts integer not null,
  due_at integer not null,
  last_error text
);
create unique index ix_platform_deliveries_fact_id_handler on platform_deliveries (fact_id, handler);
create index ix_platform_deliveries_handler_subject_id on platform_deliveries (handler, subject, id);
create index ix_platform_deliveries_handler_due_at on platform_deliveries (handler, due_at);

-- Jobs say who is at them and how far they are, may be stopped, and keep what they need to go on.
create table platform_jobs_new (
  id text not null primary key,
  kind text not null,
  payload text not null,
  due_at integer not null,
  every_seconds integer,
  attempts integer not null,
  claimed_until integer,
  claimed_by text,
  is_stopped integer not null,
  done integer,
  total integer,
  words text,
  state text,
  last_error text
);
insert into platform_jobs_new (id, kind, payload, due_at, every_seconds, attempts, claimed_until, is_stopped, last_error)
select id, kind, payload, due_at, every_seconds, attempts, claimed_until, 0, last_error from platform_jobs;
drop table platform_jobs;
alter table platform_jobs_new rename to platform_jobs;
create index ix_platform_jobs_due_at on platform_jobs (due_at);
