create table security_passkey_uses (
  credential_id blob not null primary key,
  last_used_at integer not null,
  foreign key (credential_id) references security_user_passkeys (credential_id) on delete cascade
);

create table security_last_codes (
  user_id text not null primary key,
  step integer not null,
  foreign key (user_id) references security_users (id) on delete cascade
);

alter table security_users add column department text;
