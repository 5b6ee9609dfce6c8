-- Where the steps of an automation stand on the canvas: for people, nothing reads it.
alter table automations add column layout jsonb not null default '{}';
