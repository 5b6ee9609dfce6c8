-- What Parley's own API asks for: versions of what it changes, a search by words, where a merged contact went.

-- Moves with every update.
alter table contacts add column version integer not null default 1;

-- The words of a contact's names and keys in lower case, each as it is: no language, no stemming. Written so that the
-- planner can inline it: then it costs an insert little, and an index on it serves any query that uses it.
create function contact_words(attributes jsonb) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(string_to_array(lower(
    left(coalesce(attributes->>'firstName', ''), 100) || ' ' || left(coalesce(attributes->>'lastName', ''), 100) || ' ' ||
    left(coalesce(attributes->>'email', ''), 100) || ' ' || left(coalesce(attributes->>'mobilePhone', ''), 100) || ' ' ||
    left(coalesce(attributes->>'memberNumber', ''), 100) || ' ' || left(coalesce(attributes->>'externalId', ''), 100)
  ), ' '), ''))
$$;
create index contacts_by_words on contacts using gin (contact_words(attributes));

-- The contact that took over what a merged one had.
alter table contact_tombstones add column merged_into uuid;

alter table interaction_schemas add column updated_at timestamptz;

create index audit_trail_by_subject on audit_trail (tenant_id, subject, id desc);
