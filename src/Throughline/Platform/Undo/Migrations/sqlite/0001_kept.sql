-- What an act changed, as it was before, as long as it can be undone.
create table undo_kept (
  id text not null primary key,
  act text not null,
  subject text not null,
  permission text not null,
  said text not null,
  name text not null,
  link text,
  user_id text,
  by text not null,
  content text not null,
  until integer not null,
  undone_at integer
);
