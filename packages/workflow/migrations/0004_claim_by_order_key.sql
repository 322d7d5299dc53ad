-- Claims find the runs that may go without walking over those that may not. Locks: the queue, for as long as its few rows are indexed.
--
-- Ready runs without an order key stand in one index, those with a key in another (`queue_by_order_key`), which is read key by key: of
-- a hundred thousand runs behind one another only the first is looked at. The old index held both, and a claim read all of them.

create index queue_unordered on workflow.queue (org_id, seq) where due_at is null and order_key is null;
drop index workflow.queue_ready;

-- Which runs are due is asked for all organisations at once.
create index queue_due on workflow.queue (due_at) where due_at is not null and not calling;
drop index workflow.queue_waiting;
