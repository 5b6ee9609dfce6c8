-- What the migrations make. Generated: npm run generate.

create table api_key_usage (
  tenant_id uuid not null,
  key_id uuid not null,
  user_agent text not null,
  api_version text not null,
  well_formed boolean not null,
  requests bigint not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint api_key_usage_pkey PRIMARY KEY (tenant_id, key_id, user_agent, api_version),
  constraint api_key_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id),
  constraint api_key_usage_tenant_id_key_id_fkey FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys(tenant_id, id) ON DELETE CASCADE
);

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  dialect text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  ip_allow_list text[] not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint api_keys_pkey PRIMARY KEY (tenant_id, id),
  constraint api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table audit_trail (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'::jsonb,
  constraint audit_trail_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_trail_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table body_bundles (
  tenant_id uuid not null,
  id uuid not null,
  bodies text,
  segment text,
  segment_offset integer,
  segment_length integer,
  constraint body_bundles_pkey PRIMARY KEY (tenant_id, id),
  constraint body_bundles_check CHECK (((bodies IS NULL) <> (segment IS NULL)))
);
CREATE INDEX body_bundles_by_segment ON public.body_bundles USING btree (tenant_id, segment) WHERE (segment IS NOT NULL);
CREATE INDEX body_bundles_waiting ON public.body_bundles USING btree (tenant_id, id) WHERE (segment IS NULL);

create table body_erasures (
  tenant_id uuid not null,
  bundle uuid not null,
  "position" smallint not null,
  constraint body_erasures_pkey PRIMARY KEY (tenant_id, bundle, "position")
);

create table contact_consents (
  tenant_id uuid not null,
  contact_id uuid not null,
  id uuid not null,
  consent_id text not null,
  value boolean not null,
  given_at timestamp with time zone not null,
  source text,
  comment text,
  recorded_at timestamp with time zone not null,
  constraint contact_consents_pkey PRIMARY KEY (tenant_id, contact_id, id),
  constraint contact_consents_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);

create table contact_keys (
  tenant_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  value text not null,
  contact_type text not null,
  is_unique boolean not null,
  constraint contact_keys_pkey PRIMARY KEY (tenant_id, contact_id, kind, value),
  constraint contact_keys_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_keys_by_value ON public.contact_keys USING btree (tenant_id, kind, value);
CREATE UNIQUE INDEX contact_keys_unique ON public.contact_keys USING btree (tenant_id, kind, value, contact_type) WHERE is_unique;

create table contact_preferences (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  accepts boolean not null,
  changed_at timestamp with time zone not null,
  constraint contact_preferences_pkey PRIMARY KEY (tenant_id, contact_id, channel),
  constraint contact_preferences_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);

create table contact_tombstones (
  tenant_id uuid not null,
  contact_id uuid not null,
  contact_type text not null,
  source text,
  deleted_at timestamp with time zone not null,
  constraint contact_tombstones_pkey PRIMARY KEY (tenant_id, contact_id),
  constraint contact_tombstones_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table contact_types (
  tenant_id uuid not null,
  id text not null,
  display_name text not null,
  key_attribute text not null,
  mandatory_attributes text[] not null default '{}'::text[],
  constraint contact_types_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_types_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  contact_type text not null,
  approved boolean not null,
  attributes jsonb not null,
  source text,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint contacts_pkey PRIMARY KEY (tenant_id, id),
  constraint contacts_tenant_id_contact_type_fkey FOREIGN KEY (tenant_id, contact_type) REFERENCES contact_types(tenant_id, id),
  constraint contacts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX contacts_by_type ON public.contacts USING btree (tenant_id, contact_type, approved);

create table events (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  type text not null,
  contact_id uuid,
  data jsonb not null,
  at timestamp with time zone not null,
  constraint events_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX events_by_contact ON ONLY public.events USING btree (tenant_id, contact_id, at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX events_by_seq ON ONLY public.events USING btree (tenant_id, seq);

create table health_probes (
  node text not null,
  written_at timestamp with time zone not null,
  constraint health_probes_pkey PRIMARY KEY (node)
);

create table idempotent_replies (
  tenant_id uuid not null,
  key_hash bytea not null,
  request_hash bytea not null,
  status smallint,
  body text,
  created_at timestamp with time zone not null,
  constraint idempotent_replies_pkey PRIMARY KEY (tenant_id, key_hash),
  constraint idempotent_replies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX idempotent_replies_by_age ON public.idempotent_replies USING btree (created_at);

create table interaction_counters (
  tenant_id uuid not null,
  schema_key uuid not null,
  day date not null,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  last_accepted_at timestamp with time zone,
  last_rejected_at timestamp with time zone,
  constraint interaction_counters_pkey PRIMARY KEY (tenant_id, schema_key, day)
);

create table interaction_schemas (
  tenant_id uuid not null,
  key uuid not null,
  alias text not null,
  version integer not null default 1,
  display_name text not null,
  definition json not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint interaction_schemas_pkey PRIMARY KEY (tenant_id, key),
  constraint interaction_schemas_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE UNIQUE INDEX interaction_schemas_alias ON public.interaction_schemas USING btree (tenant_id, alias) WHERE (deleted_at IS NULL);

create table interactions (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  contact_id uuid not null,
  schema_key uuid not null,
  created_date timestamp with time zone not null,
  payload jsonb not null,
  body_bundle uuid not null,
  body_position smallint not null,
  constraint interactions_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX interactions_by_contact ON ONLY public.interactions USING btree (tenant_id, contact_id, schema_key, created_date DESC, id DESC);
CREATE INDEX interactions_by_schema ON ONLY public.interactions USING btree (tenant_id, schema_key, created_date);
CREATE INDEX interactions_by_seq ON ONLY public.interactions USING btree (tenant_id, seq);

create table log_cursors (
  tenant_id uuid not null,
  log text not null,
  consumer text not null,
  seq bigint not null default 0,
  failures integer not null default 0,
  last_error text,
  retry_at timestamp with time zone,
  moved_at timestamp with time zone,
  constraint log_cursors_pkey PRIMARY KEY (tenant_id, log, consumer),
  constraint log_cursors_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table log_heads (
  tenant_id uuid not null,
  log text not null,
  seq bigint not null default 0,
  constraint log_heads_pkey PRIMARY KEY (tenant_id, log),
  constraint log_heads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table member_numbers (
  tenant_id uuid not null,
  last_number bigint not null,
  constraint member_numbers_pkey PRIMARY KEY (tenant_id),
  constraint member_numbers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table rejected_interactions (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  schema_key uuid not null,
  schema_version integer not null,
  faults jsonb not null,
  body text not null,
  received_at timestamp with time zone not null,
  constraint rejected_interactions_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX rejected_interactions_by_contact ON ONLY public.rejected_interactions USING btree (tenant_id, contact_id);
CREATE INDEX rejected_interactions_by_schema ON ONLY public.rejected_interactions USING btree (tenant_id, schema_key, received_at DESC);

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table tenants (
  id uuid not null,
  slug text not null,
  name text not null,
  settings jsonb not null default '{}'::jsonb,
  clock_offset_ms bigint not null default 0,
  epoch bigint not null default 1,
  created_at timestamp with time zone not null,
  constraint tenants_pkey PRIMARY KEY (id),
  constraint tenants_slug_key UNIQUE (slug)
);

CREATE OR REPLACE FUNCTION public.ensure_month_partitions(moment timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.id_time(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select to_timestamp(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$function$;

CREATE OR REPLACE FUNCTION public.lowest_id_at(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$function$;
