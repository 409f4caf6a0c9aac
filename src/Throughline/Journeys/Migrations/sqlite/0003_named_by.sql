-- Who named a journey, and how often it was changed, so that nobody changes another's or overwrites a change unseen.
alter table journeys_named add column named_by_id text;
alter table journeys_named add column changed_by text;
alter table journeys_named add column version integer not null default 1;
