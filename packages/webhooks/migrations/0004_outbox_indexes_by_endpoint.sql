-- The queue's indexes begin with the endpoint, whose id is one of its kind. While the queue is empty, statistics say that it holds nothing;
-- then every index that begins with the organisation costs the same, and the planner may look a delivery up by walking the organisation's
-- whole queue (with the lookups as they were: 680 instead of 6,000 deliveries a second, until the next analysis). Locks: the queue, for as long as it takes to
-- read it.

drop index outbox_due;
create index outbox_due on outbox (endpoint_id, priority, due_at, position);
drop index outbox_by_key;
create index outbox_by_key on outbox (endpoint_id, order_key, position) where order_key is not null;
