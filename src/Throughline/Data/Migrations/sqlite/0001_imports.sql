create table data_imports (
  id text not null primary key,
  file_name text not null,
  bytes integer not null,
  digest text not null,
  state text not null,
  plan text null,
  is_trial integer not null,
  found text null,
  read integer not null,
  accepted integer not null,
  repeated integer not null,
  set_aside integer not null,
  interactions integer not null,
  reasons text null,
  error text null,
  by_user text null,
  uploaded_at integer not null,
  started_at integer null,
  finished_at integer null
);
create index ix_data_imports_uploaded_at on data_imports (uploaded_at);
