-- Templates, providers, sends, what the outbox captured, suppressions, and campaigns.

create table message_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  channel text not null check (channel in ('email', 'sms')),
  -- Sent because of something that the contact did: it asks for no preference.
  is_transactional boolean not null,
  -- Consents that must be in force.
  consent_ids text[] not null,
  -- As they were written, in Liquid; html is what mjml became where that was written.
  subject text,
  mjml text,
  html text,
  text text,
  -- {address, name, replyTo}: of an e-mail; without it the provider's.
  sender jsonb,
  tracks_opens boolean not null,
  tracks_links boolean not null,
  -- What the parts ask for, found when they were saved: contact.firstName, interaction.rating.
  variables text[] not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);

create table message_providers (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  channel text not null check (channel in ('email', 'sms')),
  -- outbox, or the name of a courier.
  kind text not null,
  -- The lowest is asked first.
  priority integer not null,
  -- With its secrets, because they sign in.
  settings jsonb not null,
  concurrency smallint not null,
  per_second integer,
  -- When the next may go, of one with a rate; on the database's clock.
  next_at timestamptz,
  is_enabled boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);

-- What waits in turn: for each channel one lane for what is sent singly, and one for each campaign that was started.
create table message_lanes (
  tenant_id uuid not null references tenants (id),
  -- Of a campaign, the campaign's.
  id uuid not null,
  kind text not null check (kind in ('direct', 'campaign')),
  channel text not null,
  -- Of a closed lane nothing is claimed: its campaign is paused or over.
  is_open boolean not null,
  per_second integer,
  next_at timestamptz,
  primary key (tenant_id, id)
);
create unique index message_lanes_direct on message_lanes (tenant_id, channel) where kind = 'direct';

-- One message to one contact. The rows are their own queue.
create table message_sends (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  template_id uuid not null,
  channel text not null,
  lane_id uuid not null,
  origin_kind text not null check (origin_kind in ('automation', 'campaign', 'api')),
  origin_id text not null,
  origin_step text,
  context jsonb not null,
  -- Another send with the same key is never made.
  dedupe_key text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'delivered', 'bounced',
    'failed', 'suppressed', 'unknown', 'cancelled')),
  -- Why it was suppressed, failed or bounced: a code, and more about it.
  reason text,
  detail text,
  -- Where it was sent to.
  address text,
  provider_id uuid,
  -- What the provider calls it.
  reference text,
  -- Times that no provider was there for it.
  tries smallint not null default 0,
  -- On the tenant's clock, as are all but leased_until.
  due_at timestamptz not null,
  expires_at timestamptz,
  -- Claimed by a process until then, on the database's clock.
  leased_until timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  clicks smallint not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
) with (fillfactor = 70); -- room to note a claim beside the row
create unique index message_sends_dedupe on message_sends (tenant_id, dedupe_key);
create index message_sends_due on message_sends (tenant_id, lane_id, due_at, id) where state = 'waiting';
create index message_sends_sending on message_sends (leased_until) where state = 'sending';
create index message_sends_by_lane on message_sends (tenant_id, lane_id, state);
create index message_sends_by_contact on message_sends (tenant_id, contact_id, id);
create index message_sends_by_reference on message_sends (tenant_id, provider_id, reference) where reference is not null;

-- What was captured instead of sent, as it would have left. It has the id of its send.
create table message_outbox (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  recipient text not null,
  sender text,
  subject text,
  html text,
  text text,
  headers jsonb not null,
  captured_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index message_outbox_by_contact on message_outbox (tenant_id, contact_id, id);

-- Addresses to which nothing is sent any more. They outlive their contact.
create table message_suppressions (
  tenant_id uuid not null references tenants (id),
  channel text not null,
  -- In the normal form of contacts' keys.
  address text not null,
  reason text not null check (reason in ('bounce', 'complaint', 'manual')),
  detail text,
  send_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, channel, address)
);

-- What signs the links in a tenant's messages.
create table message_link_keys (
  tenant_id uuid not null references tenants (id),
  key bytea not null,
  primary key (tenant_id)
);

create table campaigns (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('transactional', 'broadcast')),
  template_id uuid not null,
  -- Of a broadcast: the members of a segment as well as the recipients that are listed.
  segment_id uuid,
  -- What its templates may use beside the contact.
  context jsonb not null,
  per_second integer,
  state text not null check (state in ('draft', 'scheduled', 'running', 'paused', 'stopped', 'done')),
  starts_at timestamptz,
  started_at timestamptz,
  -- Recipients up to this contact have their send; all have, when gathered_at is set.
  gathered_after uuid,
  gathered_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create index campaigns_at_work on campaigns (tenant_id, id) where state in ('scheduled', 'running');

create table campaign_recipients (
  tenant_id uuid not null,
  campaign_id uuid not null,
  contact_id uuid not null,
  primary key (tenant_id, campaign_id, contact_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index campaign_recipients_by_contact on campaign_recipients (tenant_id, contact_id);
