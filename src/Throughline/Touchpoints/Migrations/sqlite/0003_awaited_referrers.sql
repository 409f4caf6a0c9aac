-- Earlier ones were not told apart from those that name nobody, so all are looked at once.
alter table touchpoints_referrals add column is_awaited integer not null default 0;
update touchpoints_referrals set is_awaited = 1 where is_used = 1 and referrer is null;
