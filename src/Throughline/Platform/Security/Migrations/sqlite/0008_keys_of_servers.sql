-- A write key that only the company's own servers hold: what comes with it may say who is who.
alter table security_keys add column is_servers integer not null default 0;
