-- Business events that wait for a batch, and ended runs that are forgotten.

create table automation_business_events (
  tenant_id uuid not null,
  automation_id uuid not null,
  id uuid not null,
  -- What the caller named it: told twice it is one.
  event text not null,
  data json not null,
  at timestamptz not null,
  -- The audience start in whose batch it is.
  start_id uuid,
  primary key (tenant_id, automation_id, id)
);
create unique index automation_business_events_told on automation_business_events (tenant_id, automation_id, event);

-- Of an ended run that is only kept so that its contact does not start again too soon.
alter table automation_runs add column is_stripped boolean not null default false;
create index automation_runs_ended on automation_runs (tenant_id, ended_at) where state = 'ended' and not is_stripped;

-- When the next call of a throttle may be made, on the database's clock.
create table automation_throttles (
  tenant_id uuid not null,
  name text not null,
  next_at timestamptz not null,
  primary key (tenant_id, name)
);
-- Whether a call has been given its place.
alter table automation_calls add column has_place boolean not null default false;
