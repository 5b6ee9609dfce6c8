-- Automations, their versions, and the runs of contacts through them.

create table automations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  description text not null,
  state text not null default 'draft' check (state in ('draft', 'running', 'paused', 'stopped')),
  -- The newest: new runs start on it.
  version integer not null default 1,
  -- Moves with every change, of the state too.
  revision integer not null default 1,
  -- Facts up to these numbers of the logs start nothing: they are from before it was started or resumed.
  after_interaction bigint not null default 0,
  after_event bigint not null default 0,
  -- When an entry with a time comes round next, on the tenant's clock.
  next_start_at timestamptz,
  started_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index automations_by_name on automations (tenant_id, name);
create index automations_next_start on automations (next_start_at) where state = 'running' and next_start_at is not null;

-- What an automation was like from one editing to the next. A version is never changed.
create table automation_versions (
  tenant_id uuid not null,
  automation_id uuid not null,
  version integer not null,
  -- The version's own identity: after a reset another one may have its number.
  key uuid not null,
  -- json, not jsonb: given back as it was posted.
  definition json not null,
  created_at timestamptz not null,
  primary key (tenant_id, automation_id, version),
  foreign key (tenant_id, automation_id) references automations (tenant_id, id) on delete cascade
);

-- One contact on its way through one automation. Waiting ones are their own queue.
create table automation_runs (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  version integer not null,
  contact_id uuid not null,
  -- The id of the fact that started it, or one that follows from the occasion: nothing starts a run twice.
  entry_fact uuid not null,
  -- {kind, type, schemaId, at, data}: the fact as it was.
  entry jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'ended')),
  -- The step that it stands at, and since when.
  step text,
  entered_at timestamptz not null,
  -- Waiting: for what. Ended: how.
  reason text not null,
  -- On the tenant's clock, as are the other times but leased_until.
  due_at timestamptz not null,
  -- Until when it waits at most; it may be due before, to look whether it still has to.
  waits_until timestamptz,
  -- Claimed by a process until then, on the database's clock.
  leased_until timestamptz,
  -- How often in a row its steps could not be done, and why the last time.
  failures integer not null default 0,
  last_error text,
  -- What waits and calls brought, for later steps: {event, replies}.
  results jsonb not null default '{}',
  -- How often each jump was taken.
  jumps jsonb not null default '{}',
  steps_done integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
) with (fillfactor = 70); -- room to note a claim beside the row
create unique index automation_runs_entry on automation_runs (tenant_id, contact_id, automation_id, entry_fact);
create index automation_runs_due on automation_runs (tenant_id, automation_id, due_at, id) where state = 'waiting';
create index automation_runs_by_automation on automation_runs (tenant_id, automation_id, id);

-- What a run did, step by step. The partition is that of the run's id.
create table automation_run_steps (
  tenant_id uuid not null,
  run_id uuid not null,
  n integer not null,
  step text not null,
  kind text not null,
  outcome text not null,
  detail text,
  at timestamptz not null,
  primary key (tenant_id, run_id, n)
) partition by range (run_id);

-- What a waiting run is to be woken by: facts of its contact. Only a hint: a run that is due looks at the logs itself.
create table automation_listeners (
  tenant_id uuid not null,
  contact_id uuid not null,
  run_id uuid not null,
  -- interaction:<schema>, interaction:*, or a type of the log `events`.
  fact text not null,
  primary key (tenant_id, contact_id, run_id, fact)
);
create index automation_listeners_by_run on automation_listeners (tenant_id, run_id);

-- Why a fact that matched an entry started nothing: the newest of each reason.
create table automation_refusals (
  tenant_id uuid not null,
  automation_id uuid not null,
  contact_id uuid not null,
  reason text not null,
  fact_id uuid not null,
  count integer not null default 1,
  at timestamptz not null,
  primary key (tenant_id, automation_id, contact_id, reason)
);
create index automation_refusals_by_contact on automation_refusals (tenant_id, contact_id);

-- Calls of steps to other systems. The rows are their own queue.
create table automation_calls (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  run_id uuid not null,
  contact_id uuid not null,
  -- Which of the run's steps it is: one call for each.
  n integer not null,
  step text not null,
  -- Whether the run waits for the reply.
  is_awaited boolean not null,
  -- {method, url, headers, body, timeoutMs, retries}: fixed when the step was done.
  request jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'succeeded', 'failed')),
  tries smallint not null default 0,
  due_at timestamptz not null,
  leased_until timestamptz,
  -- Of the last attempt: {status, body, problem, ms}.
  reply jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
) with (fillfactor = 70);
create unique index automation_calls_by_step on automation_calls (tenant_id, run_id, n);
create index automation_calls_due on automation_calls (tenant_id, automation_id, due_at, id) where state = 'waiting';
create index automation_calls_by_contact on automation_calls (tenant_id, contact_id);

-- Contacts that are to enter an automation together: because of a date, a schedule, a business event, or by hand.
create table automation_audience_starts (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  version integer not null,
  -- Names the occasion: each happens once.
  occasion text not null,
  -- What the runs have as their entry.
  entry jsonb not null,
  -- Those to ask, or null: all contacts.
  contact_ids uuid[],
  -- {rule, date}: who of them enters.
  selection jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'ended', 'dropped')),
  -- How far it has come, in the order of contacts' ids.
  after_contact uuid,
  looked_at integer not null default 0,
  started integer not null default 0,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index automation_audience_starts_occasion
  on automation_audience_starts (tenant_id, automation_id, occasion);
create index automation_audience_starts_waiting on automation_audience_starts (tenant_id, id) where state = 'waiting';

-- There is no automation yet that old facts could start.
insert into log_cursors (tenant_id, log, consumer, seq)
select tenant_id, log, case log when 'events' then 'automation-events' else 'automation-interactions' end, seq
from log_heads;
