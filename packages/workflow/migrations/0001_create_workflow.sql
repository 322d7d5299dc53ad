-- Workflows, the events that start them, the queue of runs and the runs that ended. Locks: none but on new tables.
-- `json`, not `jsonb`, for what was received or recorded: it keeps a payload to the letter and costs less to write.

create table workflows (
  org_id text not null,
  id text not null,
  name text not null,
  description text,
  enabled boolean not null default false,
  event_name text,
  draft json not null,
  published_version integer,
  example json,
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, id)
);
create index workflows_by_event on workflows (org_id, event_name) where enabled;

create table versions (
  org_id text not null,
  workflow_id text not null,
  version integer not null,
  event_name text,
  document json not null,
  created_at timestamptz not null,
  created_by text,
  primary key (org_id, workflow_id, version),
  foreign key (org_id, workflow_id) references workflows (org_id, id) on delete cascade
);

-- Facts that may start runs: a hook's transactions above all. `data` is step 1's output, whole.
create table events (
  org_id text not null,
  id text not null,
  name text not null,
  source_id text not null,
  data json not null,
  meta json not null,
  depth smallint not null default 0,
  created_at timestamptz not null,
  primary key (org_id, id, created_at)
) partition by range (created_at);
create index events_by_source on events (org_id, source_id, created_at desc, id desc);

-- What was taken in once is not taken in again. Apart from `events`, because a partitioned table cannot hold this key.
create table intake_keys (
  org_id text not null,
  source_id text not null,
  key text not null,
  event_id text not null,
  created_at timestamptz not null,
  primary key (org_id, source_id, key)
);

-- Runs that have not ended. Narrow, and empty whenever there is nothing to do. `due_at` is null for a run that is ready.
create table queue (
  org_id text not null,
  seq bigint generated always as identity,
  run_id text not null,
  workflow_id text not null,
  version integer not null,
  event_id text not null,
  event_at timestamptz not null,
  depth smallint not null default 0,
  attempt integer not null default 1,
  due_at timestamptz,
  waiting_for text,
  resume json,
  primary key (org_id, seq)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
create index queue_ready on queue (org_id, seq) where due_at is null;
create index queue_waiting on queue (org_id, due_at) where due_at is not null;

-- Runs that ended, written once, in the commit that holds their effects.
create table runs (
  org_id text not null,
  id text not null,
  workflow_id text not null,
  version integer not null,
  event_id text not null,
  event_at timestamptz not null,
  state text not null check (state in ('completed', 'failed', 'canceled')),
  error json,
  journal json not null,
  step_count integer not null,
  attempt integer not null,
  duration_ms real not null,
  created_at timestamptz not null,
  primary key (org_id, id, created_at)
) partition by range (created_at);
create index runs_by_workflow on runs (org_id, workflow_id, created_at desc, id desc);
create index runs_by_event on runs (org_id, event_id);

-- Makes the day partitions from yesterday to a week ahead, and drops those older than the retention.
create function maintain_partitions(today date, retention_days integer) returns void language plpgsql as $$
declare
  parent text;
  day date;
  old record;
begin
  foreach parent in array array['events', 'runs'] loop
    for day in select generate_series(today - 1, today + 7, interval '1 day')::date loop
      execute format('create table if not exists workflow.%I partition of workflow.%I for values from (%L) to (%L)',
        parent || '_' || to_char(day, 'YYYYMMDD'), parent, day::timestamptz, (day + 1)::timestamptz);
    end loop;
    for old in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = format('workflow.%I', parent)::regclass
        and c.relname < parent || '_' || to_char(today - retention_days, 'YYYYMMDD')
    loop
      execute format('drop table workflow.%I', old.relname);
    end loop;
  end loop;
  delete from workflow.intake_keys where created_at < (today - retention_days)::timestamptz;
end $$;
