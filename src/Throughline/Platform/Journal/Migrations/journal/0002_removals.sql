-- What was removed for good: nothing is left of it but its place, and two hashes by which a repeat of it is known.
create table journal_removed (
    position integer primary key,
    fingerprint integer not null,
    digest integer not null
) strict;

-- Each time interactions were removed, by an erasure or because their time was over.
create table journal_removals (
    id integer primary key,
    interactions integer not null
) strict;
