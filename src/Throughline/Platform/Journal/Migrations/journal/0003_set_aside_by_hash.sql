-- What was set aside before is found by its hash in sorted files (journal-index/aside): a unique index costs a random write a row.
create table journal_set_aside_kept (
    id integer primary key,
    digest integer not null,
    door text not null,
    source text not null,
    code text not null,
    message text not null,
    body blob not null,
    sent_at integer,
    first_at integer not null,
    last_at integer not null,
    times integer not null
) strict;
insert into journal_set_aside_kept select id, digest, door, source, code, message, body, sent_at, first_at, last_at, times from journal_set_aside;
drop table journal_set_aside;
alter table journal_set_aside_kept rename to journal_set_aside;
create index journal_set_aside_code on journal_set_aside (code);
