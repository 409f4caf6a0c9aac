-- Help and trouble moved customers on to Loyalty. They get a lane of their own, which moves nobody; parcels on their way belong to the purchase.
-- Touchpoints that a colleague put elsewhere stay there, and so does everything in a company that has not begun.
update touchpoints_stages set place = place + 1 where key = 'defected';
insert into touchpoints_stages (key, place, name)
select 'service', place - 1, 'Service' from touchpoints_stages where key = 'defected'
on conflict (key) do nothing;
update touchpoints_touchpoints set stage = 'service'
where stage = 'loyalty' and key in (
  'order-status', 'delay', 'return', 'repair', 'help-search', 'article', 'contact-page', 'chat', 'ivr', 'call', 'email-conversation', 'complaint', 'survey');
update touchpoints_touchpoints set stage = 'purchase'
where stage = 'loyalty' and key in ('dispatch', 'delivery') and exists (select 1 from touchpoints_stages where key = 'purchase');
update touchpoints_settings set version = version + 1;
