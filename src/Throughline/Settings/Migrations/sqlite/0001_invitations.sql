-- Colleagues who were invited and have not come yet.
create table settings_invitations (
  id text not null primary key,
  email text not null,
  normalized_email text not null,
  name text,
  role text not null,
  department text,
  link text not null,
  ends_at integer not null,
  invited_at integer not null,
  invited_by text not null
);

create unique index ix_settings_invitations_normalized_email on settings_invitations (normalized_email);
