-- People who sign in, and where they are signed in.

create table people (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- Normalised: by it a person signs in.
  email text not null,
  name text not null,
  role text not null,
  -- scrypt with its parameters, see src/domain/people/password.ts. Null until the invitation is accepted.
  password_hash text,
  -- SHA-256 of the token of the link with which a password can be set, once.
  invitation_hash bytea,
  invitation_ends_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  signed_in_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, email)
);

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- SHA-256 of the token in the cookie.
  token_hash bytea not null,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index sessions_by_person on sessions (tenant_id, person_id);
create index sessions_by_end on sessions (ends_at);
