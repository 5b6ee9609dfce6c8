-- A tenant's clock can be stopped: while it is, the tenant's time is the moment at which it was.
alter table tenants add column clock_frozen_at timestamptz;

-- The time on a tenant's clock, as kernel/clock.ts has it.
create function tenant_time(clock_offset_ms bigint, clock_frozen_at timestamptz) returns timestamptz
  language sql stable parallel safe
  return coalesce(clock_frozen_at, now() + clock_offset_ms * interval '1 millisecond');
