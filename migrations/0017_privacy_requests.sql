-- What people asked to be done with what is kept of them.
create table privacy_requests (
  tenant_id uuid not null references tenants (id),
  -- As whoever asked calls it.
  id text not null,
  kind text not null check (kind in ('erasure', 'restriction', 're-enable', 'portability')),
  -- Whom it is about. Not kept once an erasure is done.
  user_id text,
  state text not null check (state in ('pending', 'done', 'cancelled')),
  requested_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  -- Of a restriction: the preferences that the contact had before.
  preferences jsonb,
  primary key (tenant_id, id)
);
create index privacy_requests_due on privacy_requests (due_at) where state = 'pending';
create index privacy_requests_by_user on privacy_requests (tenant_id, user_id, requested_at desc) where user_id is not null;
