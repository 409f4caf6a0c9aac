-- What was ordered, refunded and cancelled, by the order's number. What was seen before is read again.
alter table touchpoints_orders add column step integer not null default 0;
alter table touchpoints_orders add column number text;
alter table touchpoints_orders add column amount integer;
alter table touchpoints_orders add column currency text;
create index ix_touchpoints_orders_identity on touchpoints_orders (identity);
create index ix_touchpoints_orders_number on touchpoints_orders (number);
delete from touchpoints_seen;
delete from touchpoints_orders;
delete from touchpoints_referrals;
delete from platform_checkpoints where name = 'touchpoints';
