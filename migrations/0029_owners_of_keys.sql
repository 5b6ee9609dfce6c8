-- Keys of people and of service accounts: they may do no more than their owner.

create table service_accounts (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  roles text[] not null,
  is_disabled boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

-- Null: a key of the company. An owner may be gone; then the key opens nothing.
alter table api_keys add column owner_kind text, add column owner_id uuid;
alter table api_keys add constraint api_keys_owner check ((owner_kind is null) = (owner_id is null));
