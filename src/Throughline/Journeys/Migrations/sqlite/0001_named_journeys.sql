create table journeys_named (
  key text not null primary key,
  name text not null,
  description text,
  goal text not null,
  department text not null,
  person text,
  steps text not null,
  window_seconds integer not null,
  target_share real,
  target_seconds integer
);

-- What a company begins with, and may change and delete.
insert into journeys_named (key, name, description, goal, department, steps, window_seconds) values
  ('first-order', 'First order: from product page to order', 'Whoever looks at a product, and orders it.', 'Find the right thing and order it without trouble', 'Product',
   '[{"event":"Product Viewed"},{"event":"Product Added"},{"event":"Checkout Started"},{"event":"Order Completed"}]', 604800),
  ('after-the-order', 'After the order: delivered and used', 'What was ordered comes, and is put to use.', 'Have it on the promised day and use it', 'Customer success',
   '[{"event":"Order Completed"},{"event":"Order Delivered"},{"event":"Product First Used"}]', 1209600);
