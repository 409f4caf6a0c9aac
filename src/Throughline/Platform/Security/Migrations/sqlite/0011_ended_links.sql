-- Links that were used up or revoked, as long as they could be valid.
create table security_ended_links (
  id text not null primary key,
  until integer not null
);
