-- What each version of a schema said: for who wants to compare, or to go back.

create table interaction_schema_versions (
  tenant_id uuid not null,
  schema_key uuid not null,
  version integer not null,
  display_name text not null,
  definition json not null,
  created_at timestamptz not null,
  primary key (tenant_id, schema_key, version),
  foreign key (tenant_id, schema_key) references interaction_schemas (tenant_id, key) on delete cascade
);

-- Of what was there before, the present version is all that is known.
insert into interaction_schema_versions (tenant_id, schema_key, version, display_name, definition, created_at)
select tenant_id, key, version, display_name, definition, coalesce(updated_at, created_at)
from interaction_schemas
where deleted_at is null and not is_learnt;
