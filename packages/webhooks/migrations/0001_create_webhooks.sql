-- Where events are sent, the events, one delivery per event and endpoint, and every attempt. Locks: none but on new tables.

create table endpoints (
  org_id text not null,
  id text not null,
  store_id text not null,
  kind text not null check (kind in ('kustomer', 'generic')),
  url text not null,
  enabled boolean not null default true,
  -- The bearer key, encrypted; its last four characters are all that is ever shown again.
  secret bytea,
  secret_chars text,
  -- Consecutive failures, and until when nothing is sent because of them.
  failures integer not null default 0,
  failing_since timestamptz,
  open_until timestamptz,
  saved_at timestamptz not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index endpoints_of_store on endpoints (org_id, store_id, kind) where kind = 'kustomer';

create table events (
  org_id text not null,
  id text not null,
  type text not null,
  subject_id text not null,
  -- The exact bytes that are sent, on every attempt.
  body text not null,
  created_at timestamptz not null,
  primary key (org_id, id, created_at)
) partition by range (created_at);

create table deliveries (
  org_id text not null,
  id text not null,
  endpoint_id text not null,
  event_id text not null,
  subject_id text not null,
  state text not null default 'pending' check (state in ('pending', 'succeeded', 'failed', 'canceled')),
  attempt_count integer not null default 0,
  due_at timestamptz,
  last_status integer,
  last_outcome text,
  last_error text,
  last_duration_ms integer,
  last_attempt_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id, created_at)
) partition by range (created_at);
create index deliveries_by_endpoint on deliveries (org_id, endpoint_id, created_at desc, id desc);
create index deliveries_by_subject on deliveries (org_id, subject_id);

create table attempts (
  org_id text not null,
  delivery_id text not null,
  number integer not null,
  trigger text not null check (trigger in ('scheduled', 'manual')),
  outcome text not null,
  status_code integer,
  error text,
  response text,
  duration_ms integer not null,
  created_at timestamptz not null,
  primary key (org_id, delivery_id, number, created_at)
) partition by range (created_at);

-- Deliveries that are not done: narrow, and empty when all is well. Leased rows belong to one process until the lease ends;
-- the fence tells a late answer from the present holder's.
create table outbox (
  org_id text not null,
  delivery_id text not null,
  endpoint_id text not null,
  event_id text not null,
  event_at timestamptz not null,
  attempt_count integer not null default 0,
  trigger text not null default 'scheduled',
  due_at timestamptz not null,
  lease_until timestamptz,
  fence bigint not null default 0,
  primary key (org_id, delivery_id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index outbox_due on outbox (org_id, endpoint_id, due_at);

-- Makes the day partitions from yesterday to a week ahead, and drops those older than the retention.
create function maintain_partitions(today date, retention_days integer) returns void language plpgsql as $$
declare
  parent text;
  day date;
  old record;
begin
  foreach parent in array array['events', 'deliveries', 'attempts'] loop
    for day in select generate_series(today - 1, today + 7, interval '1 day')::date loop
      execute format('create table if not exists webhooks.%I partition of webhooks.%I for values from (%L) to (%L)',
        parent || '_' || to_char(day, 'YYYYMMDD'), parent, day::timestamptz, (day + 1)::timestamptz);
    end loop;
    for old in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = format('webhooks.%I', parent)::regclass
        and c.relname < parent || '_' || to_char(today - retention_days, 'YYYYMMDD')
    loop
      execute format('drop table webhooks.%I', old.relname);
    end loop;
  end loop;
end $$;
