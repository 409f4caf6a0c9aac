alter table data_webhooks add column signed_text text null;
alter table data_webhooks add column timestamp_header text null;
alter table data_webhooks add column verify_token text null;
