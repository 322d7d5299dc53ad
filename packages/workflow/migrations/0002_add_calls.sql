-- Callable workflows, calls to the outside world, order keys, replays and variables. Locks: new nullable columns only.

-- What a run needs beyond its event. `data` is kept here for runs that may wait longer than events are kept.
alter table workflow.queue
  add column source_id text not null default '',
  add column data json,
  -- Runs of equal keys go in the order they arrived, one behind the other's end.
  add column order_key text,
  add column replay_of text,
  -- A run that waits for an answer from outside: who calls holds a lease; the fence tells a late answer from the present holder's.
  add column calling boolean not null default false,
  add column call_attempt integer not null default 0,
  add column lease_until timestamptz,
  add column fence bigint not null default 0;
create index queue_by_order_key on workflow.queue (org_id, order_key, seq) where order_key is not null;
create index queue_calling on workflow.queue (org_id, due_at) where calling;
create index queue_by_run on workflow.queue (org_id, run_id);
create index queue_by_event on workflow.queue (org_id, event_id);

alter table workflow.runs add column replay_of text;
alter table workflow.workflows add column callable boolean not null default false;

-- Values that documents refer to by id. What is secret is sealed by the app; this package never sees the key.
create table variables (
  org_id text not null,
  workflow_id text not null,
  id text not null,
  name text not null,
  type text not null,
  sealed bytea not null,
  masked text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, id),
  unique (org_id, workflow_id, name),
  foreign key (org_id, workflow_id) references workflow.workflows (org_id, id) on delete cascade
);
