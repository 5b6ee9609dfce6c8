-- Tenants, keys, contacts, schemas, interactions and the two logs.
--
-- Every table of tenant data has tenant_id first in its primary key and no foreign key crosses tenants, so that a
-- distributed PostgreSQL can spread it by tenant. Ids are UUIDv7, made by the server.

create table tenants (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  settings jsonb not null default '{}',
  clock_offset_ms bigint not null default 0,
  -- Moves with every change of what processes keep in memory about the tenant: settings, keys, schemas.
  epoch bigint not null default 1,
  created_at timestamptz not null
);

create table api_keys (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  dialect text not null,
  name text not null,
  -- SHA-256 of the secret. The secret itself (256 random bits) is shown once and never stored.
  secret_hash bytea not null,
  scopes text[] not null,
  ip_allow_list text[] not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

-- Which system and version calls with which key: one row per key, User-Agent and API version.
create table api_key_usage (
  tenant_id uuid not null references tenants (id),
  key_id uuid not null,
  user_agent text not null,
  api_version text not null,
  well_formed boolean not null,
  requests bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (tenant_id, key_id, user_agent, api_version),
  foreign key (tenant_id, key_id) references api_keys (tenant_id, id) on delete cascade
);

create table audit_trail (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  primary key (tenant_id, id)
);

create table contact_types (
  tenant_id uuid not null references tenants (id),
  id text not null,
  display_name text not null,
  -- The kind of key by which a contact of this type is known: email, mobilePhone, externalId, socialSecurityNumber.
  key_attribute text not null,
  mandatory_attributes text[] not null default '{}',
  primary key (tenant_id, id)
);

create table contacts (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  contact_type text not null,
  approved boolean not null,
  attributes jsonb not null,
  source text,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_type) references contact_types (tenant_id, id)
);
create index contacts_by_type on contacts (tenant_id, contact_type, approved);

-- What a contact is known by, normalised: one row per kind and value.
create table contact_keys (
  tenant_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  value text not null,
  contact_type text not null,
  -- True where no two contacts of a type may share the value: the type's own key, and member numbers.
  is_unique boolean not null,
  primary key (tenant_id, contact_id, kind, value),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create unique index contact_keys_unique on contact_keys (tenant_id, kind, value, contact_type) where is_unique;
create index contact_keys_by_value on contact_keys (tenant_id, kind, value);

create table contact_preferences (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  accepts boolean not null,
  changed_at timestamptz not null,
  primary key (tenant_id, contact_id, channel),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);

-- The answers a contact has given, each kept: the newest of a consent is the one in force.
create table contact_consents (
  tenant_id uuid not null,
  contact_id uuid not null,
  id uuid not null,
  consent_id text not null,
  value boolean not null,
  given_at timestamptz not null,
  source text,
  comment text,
  recorded_at timestamptz not null,
  primary key (tenant_id, contact_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);

-- What stays of a deleted contact, so that the change feed can tell.
create table contact_tombstones (
  tenant_id uuid not null references tenants (id),
  contact_id uuid not null,
  contact_type text not null,
  source text,
  deleted_at timestamptz not null,
  primary key (tenant_id, contact_id)
);

create table member_numbers (
  tenant_id uuid not null references tenants (id),
  last_number bigint not null,
  primary key (tenant_id)
);

create table interaction_schemas (
  tenant_id uuid not null references tenants (id),
  -- The schema's own identity: an alias may be taken again after its schema was deleted.
  key uuid not null,
  alias text not null,
  version integer not null default 1,
  display_name text not null,
  -- json, not jsonb: given back as it was posted, key order included.
  definition json not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, key)
);
create unique index interaction_schemas_alias on interaction_schemas (tenant_id, alias) where deleted_at is null;

-- The logs -----------------------------------------------------------------------------------------------------

-- The last number given out in each log of each tenant. The row is locked until the appending transaction ends,
-- so numbers have no gaps and become visible in order.
create table log_heads (
  tenant_id uuid not null references tenants (id),
  log text not null,
  seq bigint not null default 0,
  primary key (tenant_id, log)
);

-- How far each consumer has come, moved in the transaction of its work.
create table log_cursors (
  tenant_id uuid not null references tenants (id),
  log text not null,
  consumer text not null,
  seq bigint not null default 0,
  failures integer not null default 0,
  last_error text,
  retry_at timestamptz,
  moved_at timestamptz,
  primary key (tenant_id, log, consumer)
);

create table interactions (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  contact_id uuid not null,
  schema_key uuid not null,
  created_date timestamptz not null,
  payload jsonb not null,
  -- Where the body as received is: which bundle, and the position in it, from 0.
  body_bundle uuid not null,
  body_position smallint not null,
  primary key (tenant_id, id)
) partition by range (id);
create index interactions_by_seq on interactions (tenant_id, seq);
create index interactions_by_contact on interactions (tenant_id, contact_id, schema_key, created_date desc, id desc);
create index interactions_by_schema on interactions (tenant_id, schema_key, created_date);

create table events (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  type text not null,
  contact_id uuid,
  data jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, id)
) partition by range (id);
create index events_by_seq on events (tenant_id, seq);
create index events_by_contact on events (tenant_id, contact_id, at desc) where contact_id is not null;

-- Bodies as received, one bundle per tenant and intake batch. They rest here only until they are moved to blob storage.
create table body_bundles (
  tenant_id uuid not null,
  id uuid not null,
  -- The gzip of a JSON array of texts; an erased body is null.
  bodies bytea,
  -- In blob storage: the archive, and the bundle's place in it.
  archive text,
  archive_offset integer,
  archive_length integer,
  primary key (tenant_id, id),
  check ((bodies is null) <> (archive is null))
);
alter table body_bundles alter column bodies set storage external;
create index body_bundles_waiting on body_bundles (tenant_id, id) where archive is null;
create index body_bundles_by_archive on body_bundles (tenant_id, archive) where archive is not null;

-- Bodies whose interaction is gone and that are still to be taken out of their bundle.
create table body_erasures (
  tenant_id uuid not null,
  bundle uuid not null,
  position smallint not null,
  primary key (tenant_id, bundle, position)
);

create table rejected_interactions (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  schema_key uuid not null,
  schema_version integer not null,
  faults jsonb not null,
  body text not null,
  received_at timestamptz not null,
  primary key (tenant_id, id)
) partition by range (id);
create index rejected_interactions_by_schema on rejected_interactions (tenant_id, schema_key, received_at desc);
create index rejected_interactions_by_contact on rejected_interactions (tenant_id, contact_id);

create table interaction_counters (
  tenant_id uuid not null,
  schema_key uuid not null,
  day date not null,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  last_accepted_at timestamptz,
  last_rejected_at timestamptz,
  primary key (tenant_id, schema_key, day)
);

-- The answers given to requests with an Idempotency-Key, stored in the transaction of the write.
create table idempotent_replies (
  tenant_id uuid not null references tenants (id),
  key_hash bytea not null,
  request_hash bytea not null,
  status smallint,
  body text,
  created_at timestamptz not null,
  primary key (tenant_id, key_hash)
);
create index idempotent_replies_by_age on idempotent_replies (created_at);

create table health_probes (
  node text primary key,
  written_at timestamptz not null
);

-- Monthly partitions -------------------------------------------------------------------------------------------

-- The smallest UUIDv7 of a moment: its first 48 bits are the milliseconds since 1970.
create function lowest_id_at(moment timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- When a UUIDv7 was made.
create function id_time(id uuid) returns timestamptz language sql immutable as $$
  select to_timestamp(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$$;

-- Makes the partitions of every table that is partitioned by id, from last month to three months ahead.
create function ensure_month_partitions(moment timestamptz) returns void language plpgsql as $$
declare
  parent text;
  month timestamp;
begin
  for parent in
    select c.relname from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
    where c.relnamespace = current_schema()::regnamespace order by 1
  loop
    for month in
      select generate_series(date_trunc('month', moment at time zone 'UTC') - interval '1 month',
                             date_trunc('month', moment at time zone 'UTC') + interval '3 months', interval '1 month')
    loop
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        parent || '_' || to_char(month, 'YYYYMM'), parent,
        lowest_id_at(month at time zone 'UTC'), lowest_id_at((month + interval '1 month') at time zone 'UTC'));
    end loop;
  end loop;
end
$$;
