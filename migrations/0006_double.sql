-- Parley as a staging double: fault rules, snapshots. And the company's own triggers.

-- What is done to which requests of a tenant. The counts stand here, so that several processes count together.
create table fault_rules (
  tenant_id uuid not null references tenants (id),
  id text not null,
  -- Which requests it is about (operation, path, method), and what happens to them (when, action).
  rule jsonb not null,
  -- Of the n-th such request a hash of seed and n decides, so the same seed strikes the same requests.
  seed text not null,
  probability double precision not null,
  -- How often it may still strike; null is for ever.
  remaining integer,
  requests bigint not null default 0,
  strikes bigint not null default 0,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

-- What a tenant held at a moment. The rows and the blobs themselves are in blob storage.
create table tenant_snapshots (
  tenant_id uuid not null references tenants (id),
  name text not null,
  id uuid not null,
  taken_at timestamptz not null,
  clock_offset_ms bigint not null,
  clock_frozen_at timestamptz,
  -- The digest of the migrations that had made the tables.
  tables_digest text not null,
  -- Which blobs hold the rows of which table, and the copies of which blobs.
  contents jsonb not null,
  primary key (tenant_id, name)
);

-- The company's own occasions, which other systems call by name.
create table custom_triggers (
  tenant_id uuid not null references tenants (id),
  id text not null,
  name text not null,
  description text not null,
  -- [{name, type, required}]
  fields jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
