-- Surveys that people fill in, feedback, and the files that come with both.

create table surveys (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  -- The present one; all are in survey_versions.
  version integer not null,
  name text not null,
  definition jsonb not null,
  -- Whether it takes responses.
  is_open boolean not null,
  -- From which sites a browser may send responses, as in the header Origin; `*` is any.
  origins text[] not null,
  -- Kept as it is, because it signs: who fills in the form is known by a token.
  secret text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);

-- What was asked when: a response names the version that it answers.
create table survey_versions (
  tenant_id uuid not null,
  survey_id uuid not null,
  version integer not null,
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, survey_id, version),
  foreign key (tenant_id, survey_id) references surveys (tenant_id, id) on delete cascade
);

create table survey_responses (
  tenant_id uuid not null,
  id uuid not null,
  survey_id uuid not null,
  version integer not null,
  -- Of the survey as it was answered.
  title text not null,
  -- Nobody knows whose the others are.
  contact_id uuid,
  answers jsonb not null,
  custom_data jsonb not null,
  activity jsonb not null,
  submitted_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, survey_id) references surveys (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index survey_responses_by_survey on survey_responses (tenant_id, survey_id, id);
create index survey_responses_by_contact on survey_responses (tenant_id, contact_id) where contact_id is not null;

create table feedback (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  contact_id uuid,
  -- Like, Question, Suggestion, Problem.
  kind text not null,
  state text not null check (state in ('unread', 'read', 'done')),
  email text,
  fields jsonb not null,
  custom_data jsonb not null,
  tags text[] not null,
  activity jsonb not null,
  submitted_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index feedback_by_contact on feedback (tenant_id, contact_id) where contact_id is not null;
create index feedback_by_time on feedback (tenant_id, submitted_at desc, id desc);

create table feedback_replies (
  tenant_id uuid not null,
  id uuid not null,
  feedback_id uuid not null,
  written_by text not null check (written_by in ('admin', 'user')),
  email text not null,
  name text not null,
  text text not null,
  replied_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, feedback_id) references feedback (tenant_id, id) on delete cascade
);
create index feedback_replies_by_feedback on feedback_replies (tenant_id, feedback_id, id);

-- A file that came with one of these. The bytes are in blob storage. The row is there before the bytes, and gets its
-- holder with the response or the feedback; what has none after an hour is swept away, and so is what lost it.
create table attachments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  file_name text not null,
  file_type text not null,
  file_size bigint,
  response_id uuid,
  feedback_id uuid,
  reply_id uuid,
  -- By the machine's clock.
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, response_id) references survey_responses (tenant_id, id) on delete set null (response_id),
  foreign key (tenant_id, feedback_id) references feedback (tenant_id, id) on delete set null (feedback_id),
  foreign key (tenant_id, reply_id) references feedback_replies (tenant_id, id) on delete set null (reply_id)
);
create index attachments_of_responses on attachments (tenant_id, response_id) where response_id is not null;
create index attachments_of_feedback on attachments (tenant_id, feedback_id) where feedback_id is not null;
create index attachments_of_replies on attachments (tenant_id, reply_id) where reply_id is not null;
create index attachments_without_holder on attachments (created_at)
  where response_id is null and feedback_id is null and reply_id is null;

-- In which form a webhook gets its messages, where its dialect has several.
alter table webhooks add column format text not null default 'json' check (format in ('json', 'xml'));
