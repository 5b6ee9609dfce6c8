-- Contacts from CSV files, as contact jobs; contacts into CSV files, in the background.

alter table contact_jobs drop constraint contact_jobs_kind_check;
alter table contact_jobs add constraint contact_jobs_kind_check check (kind in ('create', 'update', 'upsert'));
-- Checks every row and writes nothing.
alter table contact_jobs add column is_dry_run boolean not null default false;
-- Of an import: {fileName, charset, delimiter, header, columns, blankClears}. The rows of its chunks are arrays: the line
-- of the file and its cells.
alter table contact_jobs add column import jsonb;
alter table contact_jobs add column cancelled_at timestamptz;

-- Of an import: the row as it stands in the file, as JSON text of the same array.
alter table contact_job_refusals add column cells text;

-- The rows that are written so far are in `parts` blobs, of which each has a number; the last contact in them is
-- `after_id`.
create table contact_exports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- {filter, columns, delimiter, charset}
  wish jsonb not null,
  total integer not null,
  done integer not null default 0,
  parts integer not null default 0,
  bytes bigint not null default 0,
  after_id uuid,
  failure text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index contact_exports_waiting on contact_exports (tenant_id, id) where finished_at is null;
