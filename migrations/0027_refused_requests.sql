-- Requests of a key that were not let in: from another address, without the scope, too many.
alter table api_key_usage add column refused bigint not null default 0;
