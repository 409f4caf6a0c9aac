create table touchpoints_touchpoints (
  key text not null primary key,
  place integer not null,
  name text not null,
  channel text not null,
  stage text not null,
  goal text not null,
  goal_event text,
  goal_within_seconds integer not null,
  department text not null,
  person text,
  promise_text text,
  promise_measure text,
  promise_target real,
  promise_share real,
  rules text not null
);
create index ix_touchpoints_touchpoints_place on touchpoints_touchpoints (place);

create table touchpoints_stages (
  key text not null primary key,
  place integer not null,
  name text not null
);

create table touchpoints_settings (
  id integer not null primary key,
  version integer not null,
  bought_from text not null,
  settle_days integer not null,
  silence_days integer,
  value_event text not null
);

create table touchpoints_history (
  id integer not null primary key autoincrement,
  touchpoint_key text not null,
  at integer not null,
  who text,
  what text not null,
  was text,
  became text
);
create index ix_touchpoints_history_touchpoint_key_id on touchpoints_history (touchpoint_key, id);

create table touchpoints_seen (
  event text not null,
  channel text not null,
  count integer not null,
  last_seen integer not null,
  primary key (event, channel)
);

create table touchpoints_orders (
  position integer not null primary key,
  identity integer not null,
  at integer not null
);

create table touchpoints_referrals (
  position integer not null primary key,
  is_used integer not null,
  identity integer not null,
  referrer integer,
  code text,
  at integer not null
);
create index ix_touchpoints_referrals_identity on touchpoints_referrals (identity);
