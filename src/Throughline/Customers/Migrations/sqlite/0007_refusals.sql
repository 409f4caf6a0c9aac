-- How many customers an identity was refused to: one that several people use is shared. Counted here, so that a restart forgets none.
alter table customers_identities add column refusals integer not null default 0;
