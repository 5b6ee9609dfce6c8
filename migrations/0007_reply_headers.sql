-- A stored answer has its headers too: the place of a job, for example.
alter table idempotent_replies add column headers jsonb not null default '{}';
