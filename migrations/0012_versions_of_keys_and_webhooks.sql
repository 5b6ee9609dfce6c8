-- Versions of keys and webhooks, which move with every change that somebody makes; webhooks that are deleted.

alter table api_keys add column version integer not null default 1;

alter table webhooks add column version integer not null default 1;
-- By the machine's clock. The row goes when nothing of what was sent to it is kept any more.
alter table webhooks add column deleted_at timestamptz;
