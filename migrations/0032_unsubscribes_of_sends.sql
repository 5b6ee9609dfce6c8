-- When a contact left its channel by a message: the link in it, or what a provider told.
alter table message_sends add column unsubscribed_at timestamptz;
alter table campaign_figures add column unsubscribed bigint not null default 0;
