-- Messages that pages and apps of the company show: in apps, on sites, in a place of a page.

alter table message_templates drop constraint message_templates_channel_check;
alter table message_templates add constraint message_templates_channel_check check (channel in
  ('email', 'sms', 'whatsapp', 'push', 'webPush', 'inApp', 'onSite', 'inline', 'webhook'));

-- When the contact put it away: what was on show is shown no more.
alter table message_sends add column dismissed_at timestamptz;
-- What may be on show for a contact.
create index message_sends_on_show on message_sends (tenant_id, contact_id, expires_at)
  where channel in ('inApp', 'onSite', 'inline') and dismissed_at is null;

-- When a page or an app of the company last asked what there is for a contact, to the hour.
create table content_visits (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('inApp', 'onSite', 'inline')),
  -- On the tenant's clock.
  visited_at timestamptz not null,
  primary key (tenant_id, contact_id, channel),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
-- Whose visit lies so far back.
create index content_visits_by_time on content_visits (tenant_id, visited_at);
