-- Journals are texts: this package writes them and reads them whole, and the server took as long to check that they are JSON as for all else of
-- a run's row. Those of ordinary runs are no longer compressed either, which took a tenth of the time of writing a row, for half of its size. No
-- statistics are kept of them: as texts they could be sorted, which nothing would use.
-- Locks: `runs` wholly, while all of it is written anew: about a minute for a million runs.

-- A part does not get these settings from its whole, so each day that has none is given them.
create function settle_days_of_runs() returns void language plpgsql as $$
declare
  day record;
begin
  for day in
    select c.oid::regclass as name from pg_partition_tree('workflow.runs') t join pg_class c on c.oid = t.relid
    where t.isleaf and c.reloptions is null
  loop
    execute format('alter table %s set (toast_tuple_target = 4080), alter column journal set statistics 0', day.name);
  end loop;
end $$;
select settle_days_of_runs();
alter table runs alter column journal type text, alter column journal set statistics 0;

alter function make_partitions(date, integer) rename to make_days;
create function make_partitions(today date, keep integer) returns void language sql as $$
  select workflow.make_days(today, keep);
  select workflow.settle_days_of_runs();
$$;
