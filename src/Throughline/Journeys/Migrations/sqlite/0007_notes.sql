create table journeys_notes (
  id text not null primary key,
  day text not null,
  text text not null,
  touchpoint text,
  created_at integer not null,
  changed_at integer not null,
  changed_by text not null,
  version integer not null
);

create index ix_journeys_notes_day on journeys_notes (day);
