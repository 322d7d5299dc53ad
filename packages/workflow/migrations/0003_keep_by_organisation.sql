-- How long an organisation keeps its transactions and runs, and replays of many runs.
--
-- `events` and `runs` are parted by `keep_days` (0: as long as the installation says) and below that by day, so that what an
-- organisation keeps shorter or longer than others still leaves by dropping tables. The tables that are there become the part of 0 as
-- they are. Locks: both tables wholly, until the end. Nothing is copied, but the first index of each is built anew, for it must hold
-- the new column, and so is the index by workflow: about five seconds for a million runs.

create table retention (
  org_id text primary key,
  keep_days smallint not null check (keep_days in (7, 30, 90, 180, 365)),
  changed_at timestamptz not null,
  changed_by text
);

alter table events rename to events_k0;
alter table events_k0 drop constraint events_pkey;
alter index events_by_source rename to events_k0_by_source;
alter table events_k0 add column keep_days smallint not null default 0;
create table events (like events_k0 including defaults including constraints) partition by list (keep_days);
-- In this place two bytes more cost no space: the instant behind them begins at a multiple of eight anyway.
alter table events add primary key (org_id, id, keep_days, created_at);
create index events_by_source on events (org_id, source_id, created_at desc, id desc);
alter table events attach partition events_k0 for values in (0);

alter table runs rename to runs_k0;
alter table runs_k0 drop constraint runs_pkey;
alter index runs_by_event rename to runs_k0_by_event;
drop index runs_by_workflow;
alter table runs_k0 add column keep_days smallint not null default 0;
create table runs (like runs_k0 including defaults including constraints) partition by list (keep_days);
alter table runs add primary key (org_id, id, keep_days, created_at);
-- By id, which begins with the instant a run was queued: a list of runs stands in one order while they go on and after they ended.
create index runs_by_workflow on runs (org_id, workflow_id, id desc);
create index runs_by_event on runs (org_id, event_id);
-- The few that somebody has to look at are found among millions that went well.
create index runs_not_completed on runs (org_id, workflow_id, id desc) where state <> 'completed';
alter table runs attach partition runs_k0 for values in (0);

-- Many runs that are run again, in the background.
create table replays (
  org_id text not null,
  id text not null,
  filter jsonb not null,
  version text not null,
  from_step text,
  state text not null default 'running' check (state in ('running', 'done', 'canceled')),
  -- Runs that fitted the filter when it was asked for; how many of them were queued, and how those ended.
  total integer not null,
  queued integer not null default 0,
  completed integer not null default 0,
  failed integer not null default 0,
  canceled integer not null default 0,
  -- Why some could not be run again: {"event-gone": 3}.
  skipped jsonb not null default '{}',
  -- The run looked at last.
  position text not null default '',
  all_queued_at timestamptz,
  created_by text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
create index replays_running on replays (org_id, id) where state = 'running';

-- Runs of replays that have not been counted as ended yet.
create table replay_runs (
  org_id text not null,
  replay_id text not null,
  run_id text not null,
  primary key (org_id, replay_id, run_id),
  foreign key (org_id, replay_id) references replays (org_id, id) on delete cascade
);

-- Makes the day partitions of one `keep_days` from yesterday to a week ahead. Each is made apart and then attached, which
-- neither waits for those who read and write the table nor holds them up.
create function make_partitions(today date, keep integer) returns void language plpgsql as $$
declare
  parent text;
  part text;
  child text;
  day date;
begin
  perform pg_advisory_xact_lock(4400450003);
  foreach parent in array array['events', 'runs'] loop
    part := parent || '_k' || keep;
    if to_regclass(format('workflow.%I', part)) is null then
      execute format('create table workflow.%I (like workflow.%I including defaults including constraints) partition by range (created_at)', part, parent);
      execute format('alter table workflow.%I attach partition workflow.%I for values in (%s)', parent, part, keep);
    end if;
    for day in select generate_series(today - 1, today + 7, interval '1 day')::date loop
      child := parent || case when keep = 0 then '_' else '_k' || keep || '_' end || to_char(day, 'YYYYMMDD');
      continue when to_regclass(format('workflow.%I', child)) is not null;
      execute format('create table workflow.%I (like workflow.%I including defaults including constraints)', child, parent);
      execute format('alter table workflow.%I attach partition workflow.%I for values from (%L) to (%L)',
        part, child, day::timestamptz, (day + 1)::timestamptz);
    end loop;
  end loop;
end $$;

-- Drops what is older than its `keep_days`, and a part that nobody uses any more once it is empty.
create function drop_partitions(today date, retention_days integer) returns void language plpgsql as $$
declare
  part record;
  old record;
begin
  for part in
    select parent.relname as parent, c.relname as name, c.oid, substring(c.relname from '_k(\d+)$')::integer as keep
    from pg_inherits i join pg_class parent on parent.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('workflow.events'::regclass, 'workflow.runs'::regclass)
  loop
    for old in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = part.oid
        and right(c.relname, 8) < to_char(today - case when part.keep = 0 then retention_days else part.keep end, 'YYYYMMDD')
    loop
      execute format('drop table workflow.%I', old.relname);
    end loop;
    if part.keep <> 0 and not exists (select 1 from workflow.retention where keep_days = part.keep)
      and not exists (select 1 from pg_inherits where inhparent = part.oid) then
      execute format('drop table workflow.%I', part.name);
    end if;
  end loop;
end $$;

create or replace function maintain_partitions(today date, retention_days integer) returns void language plpgsql as $$
declare
  keep integer;
begin
  for keep in select 0 union select keep_days from workflow.retention order by 1 loop
    perform workflow.make_partitions(today, keep);
  end loop;
  -- To drop a table one must have it alone. Rather than let everybody queue up behind a long reader, it is left for the next time.
  perform set_config('lock_timeout', '2s', true);
  begin
    perform workflow.drop_partitions(today, retention_days);
  exception when lock_not_available then
    raise notice 'old partitions are in use; they are dropped the next time';
  end;
  delete from workflow.intake_keys k where k.created_at < (today - coalesce(
    (select r.keep_days from workflow.retention r where r.org_id = k.org_id), retention_days))::timestamptz;
  delete from workflow.replays where finished_at < (today - retention_days)::timestamptz;
end $$;
