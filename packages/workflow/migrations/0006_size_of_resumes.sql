-- How many bytes of JSON it is that a run which was put down goes on with: a claim takes no more than a batch may hold, and would otherwise have
-- to read all of it to know. Locks: the queue, for a moment.

alter table queue add column resume_bytes integer;
