-- What was ordered to be sent by transactional campaigns, one after another where one may stand in for the one before.
create table message_transactions (
  tenant_id uuid not null,
  id uuid not null,
  -- As whoever ordered it calls it.
  name text not null,
  contact_id uuid not null,
  mode text not null check (mode in ('all', 'fallback_on_attempt_failure', 'fallback_on_delivery_failure')),
  campaign_ids uuid[] not null,
  -- The place of the campaign that is tried, and its send.
  place smallint not null,
  send_id uuid,
  context jsonb not null,
  -- Until then another order with the same hash is this one.
  dedupe_hash bytea,
  dedupe_until timestamptz,
  expires_at timestamptz not null,
  is_open boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index message_transactions_open on message_transactions (tenant_id) where is_open;
create index message_transactions_by_hash on message_transactions (tenant_id, dedupe_hash, dedupe_until) where dedupe_hash is not null;
create index message_transactions_by_contact on message_transactions (tenant_id, contact_id);
