-- Generic webhooks beside the Kustomer endpoint: what they subscribe to, how they are sent to, and with which keys they are signed;
-- order and priority in the outbox. Locks: short exclusive ones; the outbox is rewritten (its numbering), so no rows should be many.

alter table endpoints
  add column description text not null default '',
  -- Types of events that are sent; null means all of them.
  add column types text[],
  add column filter json,
  -- Headers of the merchant's own as JSON, encrypted; their names stay readable.
  add column headers bytea,
  add column header_names text[] not null default '{}',
  add column order_by text not null default 'none' check (order_by in ('none', 'subject', 'reviewer')),
  add column rate_per_second integer check (rate_per_second > 0),
  -- The next deliveries go no sooner; kept here so that several processes together keep the rate.
  add column rate_at timestamptz,
  add column concurrency integer not null default 32 check (concurrency > 0),
  add column retry_delays_ms bigint[],
  -- Switched off (enabled), nothing is published; paused, deliveries pile up and are not sent.
  add column paused boolean not null default false,
  -- gone: answered 410. receiver: asked to stop by a header. failing: five days of nothing but failures.
  add column stopped_reason text check (stopped_reason in ('gone', 'receiver', 'failing')),
  add column stopped_at timestamptz,
  -- A deleted one stays as the name of its deliveries, without its secrets.
  add column deleted_at timestamptz;
update endpoints set types = '{review.created}' where kind = 'kustomer';
create index endpoints_in_store on endpoints (org_id, store_id) where deleted_at is null;

create table signing_keys (
  org_id text not null,
  endpoint_id text not null,
  id text not null,
  kind text not null check (kind in ('v1', 'v1a')),
  secret bytea not null,
  last_chars text not null,
  public_key text,
  created_at timestamptz not null,
  -- A key that was replaced still signs until then.
  expires_at timestamptz,
  primary key (org_id, endpoint_id, id),
  foreign key (org_id, endpoint_id) references endpoints (org_id, id)
);

alter table deliveries
  add column order_key text,
  -- Why it is a dead letter, or that somebody canceled it.
  add column reason text check (reason in ('refused', 'exhausted', 'gone', 'aborted', 'canceled')),
  add column replay_id text;

alter table attempts add column endpoint_id text;
create index attempts_by_endpoint on attempts (org_id, endpoint_id, created_at);

alter table outbox
  add column order_key text,
  -- 0 as it happens, 1 brought back by a replay: sent where the former leaves room.
  add column priority smallint not null default 0,
  -- Attempts from before it was put here again: its schedule begins anew.
  add column tried_before integer not null default 0,
  -- The order in which the rows came in, which is the order within a key.
  add column position bigint generated always as identity;
drop index outbox_due;
create index outbox_due on outbox (org_id, endpoint_id, priority, due_at, position);
create index outbox_by_key on outbox (org_id, endpoint_id, order_key, position) where order_key is not null;
