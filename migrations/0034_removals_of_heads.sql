-- How often a contact or a schema, which interactions belong to, was taken away. It is counted under the lock of the head of
-- `interactions`: who has seen them at a count need not look for them again as long as it stands.
alter table log_heads add column removals bigint not null default 0;
