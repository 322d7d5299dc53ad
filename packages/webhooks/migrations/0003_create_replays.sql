-- Replays: deliveries that are put back into the outbox in the background, a chunk at a time. Locks: a new table, and a share lock on
-- the deliveries while their index is built.

create table replays (
  org_id text not null,
  id text not null,
  store_id text not null,
  filter jsonb not null,
  state text not null default 'running' check (state in ('running', 'done', 'canceled')),
  -- Deliveries that fitted the filter when it was asked for; how many of them were put back.
  total integer not null,
  queued integer not null default 0,
  rate_per_second integer not null check (rate_per_second > 0),
  -- Per endpoint the delivery looked at last: {"<endpoint>": {"at": …, "id": …}}.
  cursor jsonb not null default '{}',
  -- The next chunk goes no sooner; kept here so that several processes together keep the rate.
  next_at timestamptz not null,
  created_by text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create index replays_running on replays (next_at) where state = 'running';
create index replays_of_store on replays (org_id, store_id, created_at desc, id desc);

create index deliveries_by_replay on deliveries (org_id, replay_id) where replay_id is not null;
