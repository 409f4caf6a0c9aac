create table security_audit (
  id integer not null primary key autoincrement,
  at integer not null,
  user_id text,
  "by" text not null,
  action text not null,
  subject text not null,
  details text,
  previous_hash blob not null,
  hash blob not null
);

create index ix_security_audit_at on security_audit (at);
create index ix_security_audit_action on security_audit (action);
create index ix_security_audit_by on security_audit ("by");
create index ix_security_audit_user_id on security_audit (user_id);

create trigger security_audit_is_never_changed before update on security_audit
begin
  select raise(abort, 'The audit log is only ever added to.');
end;

create trigger security_audit_is_never_deleted before delete on security_audit
begin
  select raise(abort, 'The audit log is only ever added to.');
end;
