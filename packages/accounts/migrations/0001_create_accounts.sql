-- People, sessions and organisations in the shape better-auth wants (its column names are its own), and the API keys.
-- Locks: none but on new tables.

create table "user" (
  "id" text primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now()
);
create table "session" (
  "id" text primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
  "userId" text not null references "user" ("id") on delete cascade, "activeOrganizationId" text
);
create index session_by_user on "session" ("userId");
create table "account" (
  "id" text primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz,
  "scope" text, "password" text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null
);
create index account_user on "account" ("userId");
create table "verification" (
  "id" text primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now()
);
create index verification_identifier on "verification" ("identifier");
create table "organization" (
  "id" text primary key, "name" text not null, "slug" text not null unique, "logo" text, "createdAt" timestamptz not null, "metadata" text
);
create table "member" (
  "id" text primary key, "organizationId" text not null references "organization" ("id") on delete cascade,
  "userId" text not null references "user" ("id") on delete cascade, "role" text not null, "createdAt" timestamptz not null
);
create index member_organization on "member" ("organizationId");
create index member_user on "member" ("userId");
create table "invitation" (
  "id" text primary key, "organizationId" text not null references "organization" ("id") on delete cascade, "email" text not null, "role" text,
  "status" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz not null default now(),
  "inviterId" text not null references "user" ("id") on delete cascade
);
create index invitation_organization on "invitation" ("organizationId");
create index invitation_email on "invitation" ("email");

-- A key is stored as its hash alone; what it may do is fixed for its life.
create table api_keys (
  org_id text not null,
  id text not null,
  app text not null check (app in ('desk', 'reviews')),
  name text not null,
  hash bytea not null,
  last_chars text not null,
  roles text[] not null,
  cidrs text[] not null default '{}',
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null,
  created_by text,
  revoked_at timestamptz,
  primary key (org_id, id)
);
-- A bearer key names no organisation: its hash is all there is to look it up by.
create index api_keys_by_hash on api_keys (hash) where revoked_at is null;
