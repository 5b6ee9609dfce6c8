-- CSV files whose rows are carried out in the background, and catalogues with what is recommended of them.

create table uploads (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null,
  -- What its rows are of: the slug of a catalogue or of a recommendation.
  subject text not null,
  file_name text not null,
  -- Null until it is whole.
  file_size bigint,
  state text not null check (state in ('receiving', 'processing', 'succeeded', 'failed')),
  header jsonb,
  -- In bytes: where the next row begins.
  position bigint not null default 0,
  rows_done integer not null default 0,
  rows_refused integer not null default 0,
  problem text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create index uploads_processing on uploads (tenant_id, id) where state = 'processing';

create table upload_refusals (
  tenant_id uuid not null,
  upload_id uuid not null,
  -- From 1, the header not counted.
  row integer not null,
  message text not null,
  primary key (tenant_id, upload_id, row),
  foreign key (tenant_id, upload_id) references uploads (tenant_id, id) on delete cascade
);

create table catalogues (
  tenant_id uuid not null references tenants (id),
  slug text not null,
  name text not null,
  -- The column by which an item is known.
  key_attribute text not null,
  -- [{name, type, isRequired}]
  attributes jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, slug)
);

create table catalogue_items (
  tenant_id uuid not null,
  catalogue text not null,
  item_key text not null,
  attributes jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, catalogue, item_key),
  foreign key (tenant_id, catalogue) references catalogues (tenant_id, slug) on delete cascade
);

create table recommendations (
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  -- static, by-item or by-user.
  kind text not null check (kind in ('static', 'by-item', 'by-user')),
  catalogue text not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, slug),
  foreign key (tenant_id, catalogue) references catalogues (tenant_id, slug) on delete cascade
);

-- What is recommended beside an item or to a user; under the empty key, to all.
create table recommended_items (
  tenant_id uuid not null,
  recommendation text not null,
  for_key text not null,
  item_keys text[] not null,
  primary key (tenant_id, recommendation, for_key),
  foreign key (tenant_id, recommendation) references recommendations (tenant_id, slug) on delete cascade
);
