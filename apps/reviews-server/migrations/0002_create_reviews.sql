-- Requests, media, reviews and the coupons they earned.

create table requests (
  org_id text not null,
  id text not null,
  store_id text not null,
  order_id text not null,
  line int not null,
  product_id text not null,
  variant_id text,
  reviewer_name text not null,
  reviewer_email text not null,
  state text not null check (state in ('created', 'sending', 'sent', 'failed', 'reviewed', 'canceled')),
  -- Promised when the request went out; what the store changes later does not reach it.
  reward jsonb,
  review_id uuid,
  problem text,
  sent_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, store_id, order_id, line),
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);
create index requests_newest on requests (org_id, store_id, created_at desc);

-- Each link has a token of its own, of which the hash alone is kept: a copied link stays good when the mail goes out.
create table request_tokens (
  org_id text not null,
  token_hash bytea not null,
  request_id text not null,
  created_at timestamptz not null,
  primary key (org_id, token_hash),
  foreign key (org_id, request_id) references requests (org_id, id) on delete cascade
);

create table unsubscribes (
  org_id text not null,
  store_id text not null,
  email text not null,
  created_at timestamptz not null,
  primary key (org_id, store_id, email)
);

create table reviews (
  org_id text not null,
  id uuid not null,
  store_id text not null,
  product_id text not null,
  variant_id text,
  -- Names and pictures as they were when the review was written.
  product jsonb not null,
  order_id text,
  request_id text,
  rating smallint not null check (rating between 1 and 5),
  title text not null,
  body text not null,
  is_recommended boolean,
  sentiment text not null check (sentiment in ('positive', 'negative', 'neutral', 'mixed')),
  sentiment_source text not null,
  language_code text,
  source text not null,
  display_name text not null,
  reviewer_name text not null,
  reviewer_email text not null,
  country_code text,
  verified_status text not null check (verified_status in ('verified-buyer', 'unverified')),
  attributes jsonb not null,
  images jsonb not null,
  reward jsonb,
  status text not null check (status in ('pending', 'approved', 'rejected')),
  status_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);
create index reviews_newest on reviews (org_id, store_id, created_at desc, id);
create index reviews_of_product on reviews (org_id, store_id, product_id, status, created_at desc, id);
create index reviews_of_person on reviews (org_id, reviewer_email);

create table review_changes (
  org_id text not null,
  review_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  from_status text,
  to_status text not null,
  reason text,
  primary key (org_id, review_id, at),
  foreign key (org_id, review_id) references reviews (org_id, id) on delete cascade
);

create table media (
  org_id text not null,
  id text not null,
  store_id text not null,
  kind text not null check (kind in ('image')),
  width int not null,
  height int not null,
  bytes int not null,
  review_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create index media_unclaimed on media (org_id, created_at) where review_id is null;

create table coupons (
  org_id text not null,
  code text not null,
  store_id text not null,
  review_id uuid not null,
  description text not null,
  created_at timestamptz not null,
  primary key (org_id, code)
);
