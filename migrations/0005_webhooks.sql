-- Webhooks and what is sent to them.

create table webhooks (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- Whose envelopes it gets: the name of a dialect.
  dialect text not null,
  url text not null,
  description text not null,
  -- Empty: the face's default list.
  event_types text[] not null,
  -- Aliases of schemas and names of contact types. Empty: all.
  schema_ids text[] not null,
  contact_types text[] not null,
  headers jsonb not null,
  -- Kept as it is, because it signs.
  secret text not null,
  previous_secret text,
  -- By the machine's clock, as are the receivers that check signatures.
  previous_secret_until timestamptz,
  concurrency smallint not null,
  per_second integer,
  disabled_at timestamptz,
  disabled_reason text,
  -- Since when nothing but failures came of it, on the tenant's clock.
  failing_since timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

-- One message to one webhook. The rows are their own queue: waiting ones are claimed when they are due. Rows of deleted
-- contacts are taken away by the consumer `webhook-events`, as interactions are by `removals`; what tells of the
-- deletion itself has no contact_id and stays.
create table webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  -- What receivers know a message by: the same in every attempt and every replay.
  message_id text not null,
  event_type text not null,
  contact_id uuid,
  -- The bytes that are signed and sent.
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- Attempts since the schedule began.
  tries smallint not null default 0,
  -- On the tenant's clock, as are created_at and ended_at.
  due_at timestamptz not null,
  -- Claimed by a process until then, on the database's clock.
  leased_until timestamptz,
  -- The latest attempts: {at, status, ms, answer, problem}.
  attempts jsonb not null default '[]',
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
) with (fillfactor = 70); -- room to note a claim beside the row
create index webhook_deliveries_due on webhook_deliveries (tenant_id, webhook_id, due_at, id) where state = 'waiting';
create index webhook_deliveries_failed on webhook_deliveries (tenant_id, webhook_id, id) where state = 'failed';
create index webhook_deliveries_by_contact on webhook_deliveries (tenant_id, contact_id) where contact_id is not null;

-- There is no webhook yet that old facts could be meant for.
insert into log_cursors (tenant_id, log, consumer, seq)
select tenant_id, log, case log when 'events' then 'webhook-events' else 'webhook-interactions' end, seq from log_heads;
