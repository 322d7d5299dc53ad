-- Stores and what the shop tells about itself: products, orders, questions, rewards.

create table stores (
  org_id text not null,
  id text not null,
  slug text not null,
  name text not null,
  url text,
  currency text not null default 'USD',
  locale text not null default 'en',
  country_code text,
  ask_country boolean not null default false,
  privacy_note text not null default '',
  auto_publish boolean not null default true,
  widget_seen_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id)
);

-- Public addresses name a store without its organisation: the small directory that leads from one to the other.
create table store_slugs (
  slug text primary key,
  org_id text not null,
  store_id text not null,
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);

create table products (
  org_id text not null,
  store_id text not null,
  product_id text not null,
  product_name text not null,
  handle text,
  url text,
  image_url text,
  description text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, store_id, product_id),
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);

create table variants (
  org_id text not null,
  store_id text not null,
  product_id text not null,
  variant_id text not null,
  variant_name text not null,
  sku text,
  position int not null,
  primary key (org_id, store_id, product_id, variant_id),
  foreign key (org_id, store_id, product_id) references products (org_id, store_id, product_id) on delete cascade
);

create table orders (
  org_id text not null,
  store_id text not null,
  order_id text not null,
  customer_name text not null,
  customer_email text not null,
  country_code text,
  fulfilled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, store_id, order_id),
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);

create table order_lines (
  org_id text not null,
  store_id text not null,
  order_id text not null,
  line int not null,
  product_id text not null,
  variant_id text,
  quantity int not null,
  primary key (org_id, store_id, order_id, line),
  foreign key (org_id, store_id, order_id) references orders (org_id, store_id, order_id) on delete cascade
);

create table attributes (
  org_id text not null,
  store_id text not null,
  id text not null,
  title text not null,
  kind text not null check (kind in ('drop-down', 'multi-select', 'centered-range', 'range', 'text')),
  subject text not null check (subject in ('product', 'reviewer')),
  required boolean not null,
  options text[] not null,
  min int,
  max int,
  min_label text,
  mid_label text,
  max_label text,
  product_ids text[] not null,
  position int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, store_id, id),
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);
-- A submission names its answers by title.
create unique index attributes_title on attributes (org_id, store_id, lower(title));

create table rewards (
  org_id text not null,
  store_id text not null,
  enabled boolean not null,
  type text not null check (type in ('coupon')),
  description text not null,
  prefix text not null,
  updated_at timestamptz not null,
  primary key (org_id, store_id),
  foreign key (org_id, store_id) references stores (org_id, id) on delete cascade
);
