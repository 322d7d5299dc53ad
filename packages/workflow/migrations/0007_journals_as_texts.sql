-- Journals are texts: this package writes them and reads them whole, and the server took as long to check that they are JSON as for all else of
-- a run's row. Those of ordinary runs are no longer compressed either, which took a tenth of the time of writing a row, for half of its size. No
-- statistics are kept of them: as texts they could be sorted, which nothing would use.
-- Locks: `runs` wholly, while all of it is written anew: about a minute for a million runs.

do $$
declare
  day record;
begin
  for day in select relid::regclass as name from pg_partition_tree('workflow.runs') where isleaf loop
    execute format('alter table %s set (toast_tuple_target = 4080)', day.name);
  end loop;
end $$;
alter table runs alter column journal type text, alter column journal set statistics 0;

-- As before, but for how the days of runs keep journals.
create or replace function make_partitions(today date, keep integer) returns void language plpgsql as $$
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
      if parent = 'runs' then
        execute format('alter table workflow.%I set (toast_tuple_target = 4080), alter column journal set statistics 0', child);
      end if;
      execute format('alter table workflow.%I attach partition workflow.%I for values from (%L) to (%L)',
        part, child, day::timestamptz, (day + 1)::timestamptz);
    end loop;
  end loop;
end $$;
