-- What runs of a hook's transactions are put in order by. Locks: a new nullable column, so for a moment only.
alter table hooks add column order_key text;
