-- Updates and the change feed of contacts, definitions of consents, and jobs that make or update many contacts.

-- True once something was changed after the contact was made: modified_at is then when.
alter table contacts add column is_updated boolean not null default false;
create index contacts_by_creation on contacts (tenant_id, created_at, id);
create index contacts_by_update on contacts (tenant_id, modified_at, id) where is_updated;
create index contact_tombstones_by_deletion on contact_tombstones (tenant_id, deleted_at, contact_id);

-- What contacts can be asked to consent to. The texts are objects from language to text.
create table consent_definitions (
  tenant_id uuid not null references tenants (id),
  id text not null,
  name text not null,
  -- Without a yes to it no contact is made.
  is_mandatory boolean not null,
  display_text jsonb not null default '{}',
  link_text jsonb not null default '{}',
  condition_text jsonb not null default '{}',
  primary key (tenant_id, id)
);

-- Many contacts to be made or updated in the background.
create table contact_jobs (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null check (kind in ('create', 'update')),
  -- As the request named it, for the rows that name none.
  contact_type text,
  total integer not null,
  succeeded integer not null default 0,
  failed integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);

-- The rows of a job that are still to be done, as they were received: a JSON array in each chunk, which is deleted in
-- the transaction that writes its contacts. `first_index` is the place of its first row in the request.
create table contact_job_chunks (
  tenant_id uuid not null,
  job_id uuid not null,
  first_index integer not null,
  rows text not null,
  primary key (tenant_id, job_id, first_index),
  foreign key (tenant_id, job_id) references contact_jobs (tenant_id, id) on delete cascade
);

-- The rows that were refused, and why: JSON text of code, message and data, which may tell of text that is not storable.
create table contact_job_refusals (
  tenant_id uuid not null,
  job_id uuid not null,
  row_index integer not null,
  refusal text not null,
  primary key (tenant_id, job_id, row_index),
  foreign key (tenant_id, job_id) references contact_jobs (tenant_id, id) on delete cascade
);
