-- Records: customers, custom objects, conversations, notes, messages. The organisation leads every key, so that no statement
-- and no foreign key can reach across organisations. What is searched, joined or unique has a column; the other writable
-- attributes stand in "attributes" as they go over the wire.

create table klasses (
  org_id text not null,
  name text not null,
  id text not null,
  attributes jsonb not null default '{}',
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, name),
  unique (org_id, id)
);

-- Declared custom attributes of customers, conversations and custom objects ("kobject.<klass>").
create table metadata (
  org_id text not null,
  resource text not null,
  properties jsonb not null default '{}',
  rest jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  modified_by text,
  primary key (org_id, resource)
);

create table customers (
  org_id text not null,
  id text not null,
  name text,
  external_id text,
  company_id text,
  emails jsonb not null default '[]',
  phones jsonb not null default '[]',
  external_ids jsonb not null default '[]',
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
  primary key (org_id, id)
);
create index customers_created on customers (org_id, created_at desc, id desc);
create index customers_updated on customers (org_id, updated_at desc, id desc);

-- Who is found by which e-mail address (lower case), phone number (digits) or external id. One customer for each.
create table customer_identities (
  org_id text not null,
  kind text not null check (kind in ('email', 'phone', 'externalId')),
  value text not null,
  customer_id text not null,
  primary key (org_id, kind, value),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index customer_identities_of on customer_identities (org_id, customer_id);

create table kobjects (
  org_id text not null,
  id text not null,
  klass_name text not null,
  customer_id text,
  company_id text,
  external_id text,
  title text not null,
  data jsonb,
  attributes jsonb not null default '{}',
  custom jsonb not null default '{}',
  tags text[] not null default '{}',
  rev integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  workflow_id text,
  run_id text,
  primary key (org_id, id),
  unique (org_id, klass_name, external_id),
  foreign key (org_id, klass_name) references klasses (org_id, name),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index kobjects_of_klass on kobjects (org_id, klass_name, created_at desc, id desc);
create index kobjects_of_customer on kobjects (org_id, customer_id, created_at desc, id desc)
  where customer_id is not null;

create table conversations (
  org_id text not null,
  id text not null,
  customer_id text not null,
  external_id text,
  name text,
  status text not null default 'open' check (status in ('open', 'snoozed', 'done')),
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
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index conversations_created on conversations (org_id, created_at desc, id desc);
create index conversations_of_customer on conversations (org_id, customer_id, created_at desc, id desc);

create table notes (
  org_id text not null,
  id text not null,
  customer_id text not null,
  conversation_id text,
  external_id text,
  body text not null,
  attributes jsonb not null default '{}',
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by text,
  modified_by text,
  workflow_id text,
  run_id text,
  primary key (org_id, id),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade,
  foreign key (org_id, conversation_id) references conversations (org_id, id) on delete cascade
);
create index notes_of_customer on notes (org_id, customer_id, created_at desc, id desc);
create index notes_of_conversation on notes (org_id, conversation_id, created_at desc, id desc)
  where conversation_id is not null;

create table messages (
  org_id text not null,
  id text not null,
  customer_id text not null,
  conversation_id text not null,
  external_id text,
  channel text not null,
  attributes jsonb not null default '{}',
  custom jsonb not null default '{}',
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  modified_at timestamptz not null,
  created_by text,
  modified_by text,
  primary key (org_id, id),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade,
  foreign key (org_id, conversation_id) references conversations (org_id, id) on delete cascade
);
create index messages_of_conversation on messages (org_id, conversation_id, created_at desc, id desc);
create index messages_of_customer on messages (org_id, customer_id, created_at desc, id desc);
