create table journeys_questions (
  id text not null primary key,
  kind text not null,
  query text not null,
  name text not null,
  description text,
  owner_id text,
  created_at integer not null,
  changed_at integer not null,
  changed_by text not null,
  version integer not null
);

create index ix_journeys_questions_name on journeys_questions (name);

create table journeys_boards (
  id text not null primary key,
  name text not null,
  owner_id text,
  created_at integer not null,
  changed_at integer not null,
  changed_by text not null,
  version integer not null
);

create index ix_journeys_boards_name on journeys_boards (name);

-- A tile outlives its question, and then says so; therefore no foreign key.
create table journeys_tiles (
  id text not null primary key,
  board_id text not null,
  question_id text,
  question_name text,
  place integer not null,
  width integer not null,
  note text,
  foreign key (board_id) references journeys_boards (id) on delete cascade
);

create index ix_journeys_tiles_board_id on journeys_tiles (board_id);
create index ix_journeys_tiles_question_id on journeys_tiles (question_id);
