create table journal_identities (
    id integer primary key,
    kind text not null,
    value text not null,
    hash integer not null
) strict;

create table journal_interactions (
    position integer primary key,
    message_id text not null,
    kind integer not null,
    event text not null,
    identity integer not null,
    others blob,
    channel text not null,
    source text not null,
    happened_at integer,
    sent_at integer,
    received_at integer not null,
    at integer not null,
    body blob not null,
    checksum integer not null
) strict;

create table journal_set_aside (
    id integer primary key,
    digest integer not null unique,
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
