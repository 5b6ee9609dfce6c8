-- In whose zone the members of segments were worked on, and how many there were.

-- The zone in which the days of a tenant began when its members were last worked on.
alter table segment_clocks add column latest_zone text not null default 'UTC';

-- How many entered and left in a quarter of an hour on the tenant's clock: days of all zones are made of such.
create table segment_history (
  tenant_id uuid not null,
  segment_id uuid not null,
  slot timestamptz not null,
  entered bigint not null default 0,
  -- Those whose contact was deleted included.
  gone bigint not null default 0,
  primary key (tenant_id, segment_id, slot),
  foreign key (tenant_id, segment_id) references segments (tenant_id, id) on delete cascade
);

-- Members go in several ways, with their contact for one. Those of a segment that goes are not counted.
create function count_gone_members() returns trigger language plpgsql as $$
begin
  insert into segment_history as history (tenant_id, segment_id, slot, gone)
  select segments.tenant_id, segments.id, date_bin('15 minutes', tenant_time(clock_offset_ms, clock_frozen_at), 'epoch'), count(*)
  from gone join segments on segments.tenant_id = gone.tenant_id and segments.id = gone.segment_id
  join tenants on tenants.id = segments.tenant_id
  group by 1, 2, 3 order by 1, 2
  on conflict (tenant_id, segment_id, slot) do update set gone = history.gone + excluded.gone;
  return null;
end $$;
create trigger segment_members_gone after delete on segment_members
  referencing old table as gone for each statement execute function count_gone_members();

-- The moment that a text of a contact names: a date-time of RFC 3339 with an offset. Null for all else, never an error.
create function moment_of(value jsonb) returns timestamptz language sql stable parallel safe
  return case when value #>> '{}' ~ ('^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|'
    || '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|'
    || '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)'
    || 'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$')
    then (value #>> '{}')::timestamptz end;
