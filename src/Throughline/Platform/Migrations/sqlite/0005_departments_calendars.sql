-- The one list of departments, when each of them works, and the company's logo.
create table platform_calendars (
  key text not null primary key,
  name text not null,
  time_zone text,
  days text not null,
  at_closing integer not null,
  version integer not null
);

insert into platform_calendars (key, name, days, at_closing, version) values
  ('default', 'Business hours',
   '{"week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]],"wed":[["09:00","17:00"]],"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]]},'
     || '"holidays":[],"specialDays":{},"holidayNames":{}}',
   0, 1);

create table platform_departments (
  id integer not null primary key autoincrement,
  name text not null collate nocase,
  calendar text,
  version integer not null
);

create unique index ix_platform_departments_name on platform_departments (name);

create table platform_company_logos (
  id integer not null primary key,
  type text not null,
  bytes blob not null,
  hash text not null
);
