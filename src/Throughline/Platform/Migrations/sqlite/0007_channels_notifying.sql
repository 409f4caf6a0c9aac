-- Messages on their way out, the mail server, and what colleagues want to be told.
create table platform_messages (
  id text not null primary key,
  key text not null,
  channel text not null,
  lane integer not null,
  recipient text not null,
  recipient_name text,
  subject text not null,
  text text,
  html text,
  unsubscribe text,
  created_at integer not null,
  attempts integer not null,
  state integer not null,
  last_error text,
  done_at integer
);
create unique index ix_platform_messages_key on platform_messages (key);
create index ix_platform_messages_state_created_at on platform_messages (state, created_at);
create index ix_platform_messages_done_at on platform_messages (done_at);
create index ix_platform_messages_recipient on platform_messages (recipient);

create table platform_mail_servers (
  id integer not null primary key,
  host text not null,
  port integer not null,
  security text not null,
  user_name text,
  secret text,
  from_address text not null,
  from_name text,
  address text not null,
  version integer not null
);

create table platform_notify_choices (
  user_id text not null primary key,
  is_daily integer not null,
  at_minutes integer not null,
  weekdays integer not null,
  without text not null,
  alerts_by_mail integer not null,
  language text,
  last_day text
);
