-- Inbound addresses. A transaction that comes in through one is an event of the workflow schema. Locks: none but on new tables.

create table hooks (
  org_id text not null,
  id text not null,
  kind text not null check (kind in ('web', 'form', 'email')),
  title text not null,
  description text,
  hash text not null,
  event_name text not null,
  debug boolean not null default false,
  key_ids text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, id)
);
-- An address names no organisation, so its 256 random bits are looked up alone.
create index hooks_by_hash on hooks (hash);
