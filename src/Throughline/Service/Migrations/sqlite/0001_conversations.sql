create table service_conversations (
  id text not null primary key,
  number integer not null,
  customer text not null,
  channel text not null,
  subject text not null,
  status integer not null,
  external_id text not null,
  created_at integer not null
);
create unique index ix_service_conversations_number on service_conversations (number);
create unique index ix_service_conversations_external_id on service_conversations (external_id);
create index ix_service_conversations_customer on service_conversations (customer);
