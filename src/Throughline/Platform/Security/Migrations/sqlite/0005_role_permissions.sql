create table security_role_permissions (
  role text not null,
  permission text not null,
  is_allowed integer not null,
  primary key (role, permission)
);
