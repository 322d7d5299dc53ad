-- Companies, teams, users and merges of customers. New tables only, but for one index on kobjects (small until now).

create table companies (
  org_id text not null,
  id text not null,
  name text not null,
  external_id text,
  attributes jsonb not null default '{}',
  custom jsonb not null default '{}',
  tags text[] not null default '{}',
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  modified_at timestamptz not null,
  created_by text,
  modified_by text,
  workflow_id text,
  run_id text,
  primary key (org_id, id),
  unique (org_id, external_id)
);
create index companies_created on companies (org_id, created_at desc, id desc);
create index companies_name on companies (org_id, lower(name));
create index kobjects_of_company on kobjects (org_id, company_id, created_at desc, id desc) where company_id is not null;
create index customers_of_company on customers (org_id, company_id) where company_id is not null;

create table teams (
  org_id text not null,
  id text not null,
  name text not null,
  external_id text,
  members text[] not null default '{}',
  attributes jsonb not null default '{}',
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  modified_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, id),
  unique (org_id, external_id)
);
create index teams_created on teams (org_id, created_at desc, id desc);

-- People who work here, as records: whom conversations are assigned to. What they sign in with is the accounts' matter.
create table users (
  org_id text not null,
  id text not null,
  name text not null,
  email text not null,
  external_id text,
  attributes jsonb not null default '{}',
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  modified_at timestamptz not null,
  created_by text,
  modified_by text,
  deleted_at timestamptz,
  primary key (org_id, id)
);
create unique index users_email on users (org_id, lower(email));
create index users_created on users (org_id, created_at desc, id desc);

-- The source of a merge is gone afterwards, so nothing refers to it.
create table customer_merges (
  org_id text not null,
  id text not null,
  source_id text not null,
  target_id text not null,
  created_at timestamptz not null,
  created_by text,
  workflow_id text,
  run_id text,
  primary key (org_id, id)
);
create index customer_merges_of_target on customer_merges (org_id, target_id, created_at desc);
