-- More channels: WhatsApp, push to apps and to browsers, webhooks; and the devices that push reaches.

alter table message_templates drop constraint message_templates_channel_check;
alter table message_templates add constraint message_templates_channel_check
  check (channel in ('email', 'sms', 'whatsapp', 'push', 'webPush', 'webhook'));
-- What only its channel knows, as JSON whose texts are in Liquid.
alter table message_templates add column payload jsonb;

alter table message_providers drop constraint message_providers_channel_check;
alter table message_providers add constraint message_providers_channel_check
  check (channel in ('email', 'sms', 'whatsapp', 'push', 'webPush', 'webhook'));

alter table message_outbox add column payload jsonb;

-- Where contacts are reached by push.
create table contact_devices (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('push', 'webPush')),
  -- The token of an app, or the address of a browser's subscription.
  address text not null,
  -- What is encrypted for a browser: {p256dh, auth}.
  keys jsonb,
  label text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create unique index contact_devices_by_address on contact_devices (tenant_id, channel, address);
create index contact_devices_by_contact on contact_devices (tenant_id, contact_id, channel, id);
