-- What somebody looks at in a list: a name for a filter, columns and an order.

create table saved_views (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- Which list it is of: the name is the client's.
  list text not null,
  name text not null,
  -- The key or the person that made it.
  owner_id uuid not null,
  -- Whether all of the tenant see it.
  is_shared boolean not null,
  -- {filter, columns, sort} as the client has them.
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index saved_views_by_name on saved_views (tenant_id, owner_id, list, name);
create index saved_views_shared on saved_views (tenant_id, list) where is_shared;
