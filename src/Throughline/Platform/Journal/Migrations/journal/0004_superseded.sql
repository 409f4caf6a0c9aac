-- What another interaction stands for now. It stays as it was written; views pass over it.
create table journal_superseded (
    position integer primary key,
    by integer not null
) strict;
