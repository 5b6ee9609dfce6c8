-- What business events of a name may say.
create table business_event_definitions (
  tenant_id uuid not null references tenants (id),
  name text not null,
  -- A list of {name, type}.
  attributes jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, name)
);
