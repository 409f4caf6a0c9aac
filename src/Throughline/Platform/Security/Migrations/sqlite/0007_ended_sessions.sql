create table security_ended_sessions (
  id text not null primary key,
  until integer not null
);
