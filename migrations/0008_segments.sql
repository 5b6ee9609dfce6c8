-- Segments: rules, their members, and how far the members have been computed.

alter table segments
  add column description text not null default '',
  add column kind text not null default 'list' check (kind in ('live', 'refreshing', 'list')),
  -- The tree; of a list, what it was once computed from.
  add column rule jsonb,
  add column includes_unapproved boolean not null default false,
  -- How often a refreshing one is computed.
  add column refresh text check (refresh in ('daily', 'weekly', 'monthly')),
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now(),
  add column state text not null default 'ready' check (state in ('stale', 'computing', 'ready')),
  -- While it is computed: the last contact that was looked at, how many there were, and how many there are in all.
  add column computed_up_to uuid,
  add column contacts_done bigint not null default 0,
  add column contacts_total bigint not null default 0,
  -- On the tenant's clock: when the computation at hand began, and the one before it.
  add column computing_since timestamptz,
  add column computed_at timestamptz,
  -- Of the computation at hand, and of the one before it.
  add column computing_ms double precision not null default 0,
  add column computed_ms double precision,
  -- Of a live one: up to when its moving bounds were followed, and when to do that again; when to refresh a refreshing one.
  add column swept_at timestamptz,
  add column due_at timestamptz,
  -- What was done for facts and for time since it was last computed.
  add column checks bigint not null default 0,
  add column checked_contacts bigint not null default 0,
  add column check_ms double precision not null default 0,
  add column failures integer not null default 0,
  add column last_error text,
  -- Wall time.
  add column retry_at timestamptz;
update segments set updated_at = created_at;
create index segments_to_compute on segments (tenant_id) where state <> 'ready';
create index segments_due on segments (tenant_id) where due_at is not null;

create table segment_members (
  tenant_id uuid not null,
  segment_id uuid not null,
  contact_id uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, segment_id, contact_id),
  foreign key (tenant_id, segment_id) references segments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index segment_members_by_contact on segment_members (tenant_id, contact_id);

-- The latest time at which members of a tenant were computed: when its clock is behind that, it was moved back.
create table segment_clocks (
  tenant_id uuid not null references tenants (id),
  latest_at timestamptz not null,
  primary key (tenant_id)
) with (fillfactor = 50);

-- What passes the edge of a window.
create index receipts_by_date on receipts (tenant_id, created_date) where contact_id is not null;
create index events_of_messages on events (tenant_id, type, at) where type in (
  'message.queued', 'message.sent', 'message.delivered', 'message.opened', 'message.clicked', 'message.bounced',
  'message.failed', 'message.suppressed');

-- There is no segment yet that what happened so far could be followed for.
insert into log_cursors (tenant_id, log, consumer, seq)
select tenant_id, log, case log when 'events' then 'segment-events' else 'segment-interactions' end, seq from log_heads;
