create table data_webhooks (
  key text not null primary key,
  name text not null,
  authentication text not null,
  signature_header text null,
  signature_prefix text null,
  secret text not null,
  mapping text not null,
  added_at integer not null,
  last_arrival_at integer null,
  accepted integer not null,
  repeated integer not null,
  set_aside integer not null
);
