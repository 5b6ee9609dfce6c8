-- Up to when a feed of changes has been told: what is written later is of a later time, whenever it was asked for.
alter table log_heads add column told_until timestamptz;
