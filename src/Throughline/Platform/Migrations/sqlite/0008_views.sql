-- Views of lists that colleagues saved: filters, sort, columns and density, as the query of the list's address.
create table platform_views (
  id text not null primary key,
  list text not null,
  name text not null,
  query text not null,
  owner_id text not null,
  is_shared integer not null,
  changed_at integer not null,
  changed_by text not null,
  version integer not null
);
create index ix_platform_views_list_owner_id on platform_views (list, owner_id);
create index ix_platform_views_list_is_shared on platform_views (list, is_shared);
