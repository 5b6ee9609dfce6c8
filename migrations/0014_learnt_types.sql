-- What was never declared and is learnt from what comes: types of attributes, and schemas of events.

-- The first value of an attribute decides its type; values of another type are dropped and counted here.
create table attribute_types (
  tenant_id uuid not null references tenants (id),
  name text not null,
  type text not null,
  learnt_at timestamptz not null,
  dropped bigint not null default 0,
  last_dropped_at timestamptz,
  primary key (tenant_id, name)
);

-- A learnt schema was made by the first event of its name. Nothing is checked against it and it does not count.
alter table interaction_schemas add column is_learnt boolean not null default false;
