create table security_companies (
  id integer not null primary key,
  name text not null,
  time_zone text not null,
  set_up_at integer not null
);

create table security_keys (
  id text not null primary key,
  kind text not null,
  name text not null,
  prefix text not null,
  hash blob not null,
  scopes text,
  created_at integer not null,
  created_by text,
  revoked_at integer,
  last_used_at integer
);

create table security_protection_keys (
  id text not null primary key,
  friendly_name text not null,
  xml text not null,
  created_at integer not null
);

create table security_roles (
  id text not null primary key,
  name text,
  normalized_name text,
  concurrency_stamp text
);

create table security_set_up_links (
  id text not null primary key,
  token_hash blob not null,
  expires_at integer not null
);

create table security_users (
  id text not null primary key,
  name text not null,
  time_zone text not null,
  created_at integer not null,
  disabled_at integer,
  user_name text,
  normalized_user_name text,
  email text,
  normalized_email text,
  email_confirmed integer not null,
  password_hash text,
  security_stamp text,
  concurrency_stamp text,
  phone_number text,
  phone_number_confirmed integer not null,
  two_factor_enabled integer not null,
  lockout_end integer,
  lockout_enabled integer not null,
  access_failed_count integer not null
);

create table security_role_claims (
  id integer not null primary key autoincrement,
  role_id text not null,
  claim_type text,
  claim_value text,
  foreign key (role_id) references security_roles (id) on delete cascade
);

create table security_user_claims (
  id integer not null primary key autoincrement,
  user_id text not null,
  claim_type text,
  claim_value text,
  foreign key (user_id) references security_users (id) on delete cascade
);

create table security_user_logins (
  login_provider text not null,
  provider_key text not null,
  provider_display_name text,
  user_id text not null,
  primary key (login_provider, provider_key),
  foreign key (user_id) references security_users (id) on delete cascade
);

create table security_user_passkeys (
  credential_id blob not null primary key,
  user_id text not null,
  data text not null,
  foreign key (user_id) references security_users (id) on delete cascade
);

create table security_user_roles (
  user_id text not null,
  role_id text not null,
  primary key (user_id, role_id),
  foreign key (role_id) references security_roles (id) on delete cascade,
  foreign key (user_id) references security_users (id) on delete cascade
);

create table security_user_tokens (
  user_id text not null,
  login_provider text not null,
  name text not null,
  value text,
  primary key (user_id, login_provider, name),
  foreign key (user_id) references security_users (id) on delete cascade
);

create index ix_security_keys_created_at on security_keys (created_at);
create unique index ix_security_keys_hash on security_keys (hash);
create index ix_security_role_claims_role_id on security_role_claims (role_id);
create unique index ix_security_roles_normalized_name on security_roles (normalized_name);
create unique index ix_security_set_up_links_token_hash on security_set_up_links (token_hash);
create index ix_security_user_claims_user_id on security_user_claims (user_id);
create index ix_security_user_logins_user_id on security_user_logins (user_id);
create index ix_security_user_passkeys_user_id on security_user_passkeys (user_id);
create index ix_security_user_roles_role_id on security_user_roles (role_id);
create unique index ix_security_users_normalized_email on security_users (normalized_email);
create unique index ix_security_users_normalized_user_name on security_users (normalized_user_name);
