-- A change made to an older reading is told so and overwrites nothing.
alter table touchpoints_touchpoints add column version integer not null default 1;
alter table touchpoints_settings add column edition integer not null default 1;
