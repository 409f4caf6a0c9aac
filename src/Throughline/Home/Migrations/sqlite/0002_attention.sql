-- What each colleague did with what needs attention, and who has taken it.
create table home_attention_looks (
  user_id text not null,
  key text not null,
  facts text not null,
  seen_at integer,
  snoozed_until integer,
  changed_at integer not null,
  primary key (user_id, key)
);

create table home_attention_taken (
  key text not null primary key,
  user_id text not null,
  taken_at integer not null
);
