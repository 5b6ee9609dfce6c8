-- What the migrations make. Generated: npm run generate.

create table api_key_usage (
  tenant_id uuid not null,
  key_id uuid not null,
  user_agent text not null,
  api_version text not null,
  well_formed boolean not null,
  requests bigint not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  refused bigint not null default 0,
  constraint api_key_usage_pkey PRIMARY KEY (tenant_id, key_id, user_agent, api_version),
  constraint api_key_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id),
  constraint api_key_usage_tenant_id_key_id_fkey FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys(tenant_id, id) ON DELETE CASCADE
);

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  dialect text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  ip_allow_list text[] not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  owner_kind text,
  owner_id uuid,
  constraint api_keys_pkey PRIMARY KEY (tenant_id, id),
  constraint api_keys_owner CHECK (((owner_kind IS NULL) = (owner_id IS NULL))),
  constraint api_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table attachments (
  tenant_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_type text not null,
  file_size bigint,
  response_id uuid,
  feedback_id uuid,
  reply_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint attachments_pkey PRIMARY KEY (tenant_id, id),
  constraint attachments_tenant_id_feedback_id_fkey FOREIGN KEY (tenant_id, feedback_id) REFERENCES feedback(tenant_id, id) ON DELETE SET NULL (feedback_id),
  constraint attachments_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id),
  constraint attachments_tenant_id_reply_id_fkey FOREIGN KEY (tenant_id, reply_id) REFERENCES feedback_replies(tenant_id, id) ON DELETE SET NULL (reply_id),
  constraint attachments_tenant_id_response_id_fkey FOREIGN KEY (tenant_id, response_id) REFERENCES survey_responses(tenant_id, id) ON DELETE SET NULL (response_id)
);
CREATE INDEX attachments_of_feedback ON public.attachments USING btree (tenant_id, feedback_id) WHERE (feedback_id IS NOT NULL);
CREATE INDEX attachments_of_replies ON public.attachments USING btree (tenant_id, reply_id) WHERE (reply_id IS NOT NULL);
CREATE INDEX attachments_of_responses ON public.attachments USING btree (tenant_id, response_id) WHERE (response_id IS NOT NULL);
CREATE INDEX attachments_without_holder ON public.attachments USING btree (created_at) WHERE ((response_id IS NULL) AND (feedback_id IS NULL) AND (reply_id IS NULL));

create table attribute_types (
  tenant_id uuid not null,
  name text not null,
  type text not null,
  learnt_at timestamp with time zone not null,
  dropped bigint not null default 0,
  last_dropped_at timestamp with time zone,
  constraint attribute_types_pkey PRIMARY KEY (tenant_id, name),
  constraint attribute_types_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table audit_trail (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'::jsonb,
  constraint audit_trail_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_trail_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX audit_trail_by_subject ON public.audit_trail USING btree (tenant_id, subject, id DESC);

create table automation_audience_starts (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  version integer not null,
  occasion text not null,
  entry jsonb not null,
  contact_ids uuid[],
  selection jsonb not null,
  state text not null default 'waiting'::text,
  after_contact uuid,
  looked_at integer not null default 0,
  started integer not null default 0,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint automation_audience_starts_pkey PRIMARY KEY (tenant_id, id),
  constraint automation_audience_starts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ended'::text, 'dropped'::text])))
);
CREATE UNIQUE INDEX automation_audience_starts_occasion ON public.automation_audience_starts USING btree (tenant_id, automation_id, occasion);
CREATE INDEX automation_audience_starts_waiting ON public.automation_audience_starts USING btree (tenant_id, id) WHERE (state = 'waiting'::text);

create table automation_business_events (
  tenant_id uuid not null,
  automation_id uuid not null,
  id uuid not null,
  event text not null,
  data json not null,
  at timestamp with time zone not null,
  start_id uuid,
  constraint automation_business_events_pkey PRIMARY KEY (tenant_id, automation_id, id)
);
CREATE UNIQUE INDEX automation_business_events_told ON public.automation_business_events USING btree (tenant_id, automation_id, event);

create table automation_calls (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  run_id uuid not null,
  contact_id uuid not null,
  n integer not null,
  step text not null,
  is_awaited boolean not null,
  request jsonb not null,
  state text not null default 'waiting'::text,
  tries smallint not null default 0,
  due_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  reply jsonb,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  has_place boolean not null default false,
  constraint automation_calls_pkey PRIMARY KEY (tenant_id, id),
  constraint automation_calls_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'succeeded'::text, 'failed'::text])))
);
CREATE INDEX automation_calls_by_contact ON public.automation_calls USING btree (tenant_id, contact_id);
CREATE UNIQUE INDEX automation_calls_by_step ON public.automation_calls USING btree (tenant_id, run_id, n);
CREATE INDEX automation_calls_due ON public.automation_calls USING btree (tenant_id, automation_id, due_at, id) WHERE (state = 'waiting'::text);

create table automation_listeners (
  tenant_id uuid not null,
  contact_id uuid not null,
  run_id uuid not null,
  fact text not null,
  constraint automation_listeners_pkey PRIMARY KEY (tenant_id, contact_id, run_id, fact)
);
CREATE INDEX automation_listeners_by_run ON public.automation_listeners USING btree (tenant_id, run_id);

create table automation_refusals (
  tenant_id uuid not null,
  automation_id uuid not null,
  contact_id uuid not null,
  reason text not null,
  fact_id uuid not null,
  count integer not null default 1,
  at timestamp with time zone not null,
  constraint automation_refusals_pkey PRIMARY KEY (tenant_id, automation_id, contact_id, reason)
);
CREATE INDEX automation_refusals_by_contact ON public.automation_refusals USING btree (tenant_id, contact_id);

create table automation_run_steps (
  tenant_id uuid not null,
  run_id uuid not null,
  n integer not null,
  step text not null,
  kind text not null,
  outcome text not null,
  detail text,
  at timestamp with time zone not null,
  constraint automation_run_steps_pkey PRIMARY KEY (tenant_id, run_id, n)
) partition by RANGE (run_id);

create table automation_runs (
  tenant_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  version integer not null,
  contact_id uuid not null,
  entry_fact uuid not null,
  entry jsonb not null,
  state text not null default 'waiting'::text,
  step text,
  entered_at timestamp with time zone not null,
  reason text not null,
  due_at timestamp with time zone not null,
  waits_until timestamp with time zone,
  leased_until timestamp with time zone,
  failures integer not null default 0,
  last_error text,
  results jsonb not null default '{}'::jsonb,
  jumps jsonb not null default '{}'::jsonb,
  steps_done integer not null default 0,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  is_stripped boolean not null default false,
  branch integer not null default 0,
  branch_of uuid,
  branches integer not null default 0,
  constraint automation_runs_pkey PRIMARY KEY (tenant_id, id),
  constraint automation_runs_branch CHECK (((branch = 0) = (branch_of IS NULL))),
  constraint automation_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ended'::text])))
);
CREATE INDEX automation_runs_by_automation ON public.automation_runs USING btree (tenant_id, automation_id, id);
CREATE INDEX automation_runs_due ON public.automation_runs USING btree (tenant_id, automation_id, due_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX automation_runs_ended ON public.automation_runs USING btree (tenant_id, ended_at) WHERE ((state = 'ended'::text) AND (NOT is_stripped));
CREATE UNIQUE INDEX automation_runs_entry ON public.automation_runs USING btree (tenant_id, contact_id, automation_id, entry_fact, branch);

create table automation_throttles (
  tenant_id uuid not null,
  name text not null,
  next_at timestamp with time zone not null,
  constraint automation_throttles_pkey PRIMARY KEY (tenant_id, name)
);

create table automation_versions (
  tenant_id uuid not null,
  automation_id uuid not null,
  version integer not null,
  key uuid not null,
  definition json not null,
  created_at timestamp with time zone not null,
  constraint automation_versions_pkey PRIMARY KEY (tenant_id, automation_id, version),
  constraint automation_versions_tenant_id_automation_id_fkey FOREIGN KEY (tenant_id, automation_id) REFERENCES automations(tenant_id, id) ON DELETE CASCADE
);

create table automations (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  description text not null,
  state text not null default 'draft'::text,
  version integer not null default 1,
  revision integer not null default 1,
  after_interaction bigint not null default 0,
  after_event bigint not null default 0,
  next_start_at timestamp with time zone,
  started_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  layout jsonb not null default '{}'::jsonb,
  constraint automations_pkey PRIMARY KEY (tenant_id, id),
  constraint automations_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'paused'::text, 'stopped'::text]))),
  constraint automations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE UNIQUE INDEX automations_by_name ON public.automations USING btree (tenant_id, name);
CREATE INDEX automations_next_start ON public.automations USING btree (next_start_at) WHERE ((state = 'running'::text) AND (next_start_at IS NOT NULL));

create table body_bundles (
  tenant_id uuid not null,
  id uuid not null,
  bodies bytea,
  archive text,
  archive_offset integer,
  archive_length integer,
  constraint body_bundles_pkey PRIMARY KEY (tenant_id, id),
  constraint body_bundles_check CHECK (((bodies IS NULL) <> (archive IS NULL)))
);
CREATE INDEX body_bundles_by_archive ON public.body_bundles USING btree (tenant_id, archive) WHERE (archive IS NOT NULL);
CREATE INDEX body_bundles_waiting ON public.body_bundles USING btree (tenant_id, id) WHERE (archive IS NULL);

create table body_erasures (
  tenant_id uuid not null,
  bundle uuid not null,
  "position" smallint not null,
  constraint body_erasures_pkey PRIMARY KEY (tenant_id, bundle, "position")
);

create table business_event_definitions (
  tenant_id uuid not null,
  name text not null,
  attributes jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint business_event_definitions_pkey PRIMARY KEY (tenant_id, name),
  constraint business_event_definitions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table campaign_figures (
  tenant_id uuid not null,
  campaign_id uuid not null,
  state text not null,
  count bigint not null,
  opened bigint not null,
  clicked bigint not null,
  unsubscribed bigint not null default 0,
  constraint campaign_figures_pkey PRIMARY KEY (tenant_id, campaign_id, state),
  constraint campaign_figures_tenant_id_campaign_id_fkey FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaigns(tenant_id, id) ON DELETE CASCADE
);

create table campaign_recipients (
  tenant_id uuid not null,
  campaign_id uuid not null,
  contact_id uuid not null,
  constraint campaign_recipients_pkey PRIMARY KEY (tenant_id, campaign_id, contact_id),
  constraint campaign_recipients_tenant_id_campaign_id_fkey FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaigns(tenant_id, id) ON DELETE CASCADE,
  constraint campaign_recipients_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_recipients_by_contact ON public.campaign_recipients USING btree (tenant_id, contact_id);

create table campaigns (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  template_id uuid not null,
  segment_id uuid,
  context jsonb not null,
  per_second integer,
  state text not null,
  starts_at timestamp with time zone,
  started_at timestamp with time zone,
  gathered_after uuid,
  gathered_at timestamp with time zone,
  ended_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint campaigns_pkey PRIMARY KEY (tenant_id, id),
  constraint campaigns_kind_check CHECK ((kind = ANY (ARRAY['transactional'::text, 'broadcast'::text]))),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'running'::text, 'paused'::text, 'stopped'::text, 'done'::text]))),
  constraint campaigns_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX campaigns_at_work ON public.campaigns USING btree (tenant_id, id) WHERE (state = ANY (ARRAY['scheduled'::text, 'running'::text]));

create table carts (
  tenant_id uuid not null,
  contact_id uuid not null,
  cart_reference text not null,
  language text,
  url text,
  items jsonb not null,
  active_at timestamp with time zone not null,
  state text not null,
  constraint carts_pkey PRIMARY KEY (tenant_id, contact_id, cart_reference),
  constraint carts_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX carts_filled ON public.carts USING btree (tenant_id, active_at) WHERE (state = 'filled'::text);

create table catalogue_items (
  tenant_id uuid not null,
  catalogue text not null,
  item_key text not null,
  attributes jsonb not null,
  updated_at timestamp with time zone not null,
  constraint catalogue_items_pkey PRIMARY KEY (tenant_id, catalogue, item_key),
  constraint catalogue_items_tenant_id_catalogue_fkey FOREIGN KEY (tenant_id, catalogue) REFERENCES catalogues(tenant_id, slug) ON DELETE CASCADE
);

create table catalogues (
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  key_attribute text not null,
  attributes jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint catalogues_pkey PRIMARY KEY (tenant_id, slug),
  constraint catalogues_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table consent_definitions (
  tenant_id uuid not null,
  id text not null,
  name text not null,
  is_mandatory boolean not null,
  display_text jsonb not null default '{}'::jsonb,
  link_text jsonb not null default '{}'::jsonb,
  condition_text jsonb not null default '{}'::jsonb,
  constraint consent_definitions_pkey PRIMARY KEY (tenant_id, id),
  constraint consent_definitions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table contact_consents (
  tenant_id uuid not null,
  contact_id uuid not null,
  id uuid not null,
  consent_id text not null,
  value boolean not null,
  given_at timestamp with time zone not null,
  source text,
  comment text,
  recorded_at timestamp with time zone not null,
  constraint contact_consents_pkey PRIMARY KEY (tenant_id, contact_id, id),
  constraint contact_consents_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);

create table contact_devices (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  address text not null,
  keys jsonb,
  label text,
  created_at timestamp with time zone not null,
  constraint contact_devices_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_devices_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'webPush'::text]))),
  constraint contact_devices_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX contact_devices_by_address ON public.contact_devices USING btree (tenant_id, channel, address);
CREATE INDEX contact_devices_by_contact ON public.contact_devices USING btree (tenant_id, contact_id, channel, id);

create table contact_exports (
  tenant_id uuid not null,
  id uuid not null,
  wish jsonb not null,
  total integer not null,
  done integer not null default 0,
  parts integer not null default 0,
  bytes bigint not null default 0,
  after_id uuid,
  failure text,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint contact_exports_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_exports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX contact_exports_waiting ON public.contact_exports USING btree (tenant_id, id) WHERE (finished_at IS NULL);

create table contact_job_chunks (
  tenant_id uuid not null,
  job_id uuid not null,
  first_index integer not null,
  rows text not null,
  constraint contact_job_chunks_pkey PRIMARY KEY (tenant_id, job_id, first_index),
  constraint contact_job_chunks_tenant_id_job_id_fkey FOREIGN KEY (tenant_id, job_id) REFERENCES contact_jobs(tenant_id, id) ON DELETE CASCADE
);

create table contact_job_refusals (
  tenant_id uuid not null,
  job_id uuid not null,
  row_index integer not null,
  refusal text not null,
  cells text,
  constraint contact_job_refusals_pkey PRIMARY KEY (tenant_id, job_id, row_index),
  constraint contact_job_refusals_tenant_id_job_id_fkey FOREIGN KEY (tenant_id, job_id) REFERENCES contact_jobs(tenant_id, id) ON DELETE CASCADE
);

create table contact_jobs (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  contact_type text,
  total integer not null,
  succeeded integer not null default 0,
  failed integer not null default 0,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  is_dry_run boolean not null default false,
  import jsonb,
  cancelled_at timestamp with time zone,
  constraint contact_jobs_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_jobs_kind_check CHECK ((kind = ANY (ARRAY['create'::text, 'update'::text, 'upsert'::text]))),
  constraint contact_jobs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table contact_keys (
  tenant_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  value text not null,
  contact_type text not null,
  is_unique boolean not null,
  constraint contact_keys_pkey PRIMARY KEY (tenant_id, contact_id, kind, value),
  constraint contact_keys_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_keys_by_value ON public.contact_keys USING btree (tenant_id, kind, value);
CREATE UNIQUE INDEX contact_keys_unique ON public.contact_keys USING btree (tenant_id, kind, value, contact_type) WHERE is_unique;

create table contact_preferences (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  accepts boolean not null,
  changed_at timestamp with time zone not null,
  constraint contact_preferences_pkey PRIMARY KEY (tenant_id, contact_id, channel),
  constraint contact_preferences_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);

create table contact_tombstones (
  tenant_id uuid not null,
  contact_id uuid not null,
  contact_type text not null,
  source text,
  deleted_at timestamp with time zone not null,
  merged_into uuid,
  constraint contact_tombstones_pkey PRIMARY KEY (tenant_id, contact_id),
  constraint contact_tombstones_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX contact_tombstones_by_deletion ON public.contact_tombstones USING btree (tenant_id, deleted_at, contact_id);

create table contact_types (
  tenant_id uuid not null,
  id text not null,
  display_name text not null,
  key_attribute text not null,
  mandatory_attributes text[] not null default '{}'::text[],
  constraint contact_types_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_types_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  contact_type text not null,
  approved boolean not null,
  attributes jsonb not null,
  source text,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  is_updated boolean not null default false,
  version integer not null default 1,
  constraint contacts_pkey PRIMARY KEY (tenant_id, id),
  constraint contacts_tenant_id_contact_type_fkey FOREIGN KEY (tenant_id, contact_type) REFERENCES contact_types(tenant_id, id),
  constraint contacts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX contacts_by_creation ON public.contacts USING btree (tenant_id, created_at, id);
CREATE INDEX contacts_by_type ON public.contacts USING btree (tenant_id, contact_type, approved);
CREATE INDEX contacts_by_update ON public.contacts USING btree (tenant_id, modified_at, id) WHERE is_updated;
CREATE INDEX contacts_by_words ON public.contacts USING gin (contact_words(attributes));

create table content_visits (
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  visited_at timestamp with time zone not null,
  constraint content_visits_pkey PRIMARY KEY (tenant_id, contact_id, channel),
  constraint content_visits_channel_check CHECK ((channel = ANY (ARRAY['inApp'::text, 'onSite'::text, 'inline'::text]))),
  constraint content_visits_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX content_visits_by_time ON public.content_visits USING btree (tenant_id, visited_at);

create table custom_triggers (
  tenant_id uuid not null,
  id text not null,
  name text not null,
  description text not null,
  fields jsonb not null,
  created_at timestamp with time zone not null,
  constraint custom_triggers_pkey PRIMARY KEY (tenant_id, id),
  constraint custom_triggers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table events (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  type text not null,
  contact_id uuid,
  data jsonb not null,
  at timestamp with time zone not null,
  constraint events_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX events_by_contact ON ONLY public.events USING btree (tenant_id, contact_id, at DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX events_by_seq ON ONLY public.events USING btree (tenant_id, seq);
CREATE INDEX events_of_messages ON ONLY public.events USING btree (tenant_id, type, at) WHERE (type = ANY (ARRAY['message.queued'::text, 'message.sent'::text, 'message.delivered'::text, 'message.opened'::text, 'message.clicked'::text, 'message.bounced'::text, 'message.failed'::text, 'message.suppressed'::text]));

create table fault_rules (
  tenant_id uuid not null,
  id text not null,
  rule jsonb not null,
  seed text not null,
  probability double precision not null,
  remaining integer,
  requests bigint not null default 0,
  strikes bigint not null default 0,
  created_at timestamp with time zone not null,
  constraint fault_rules_pkey PRIMARY KEY (tenant_id, id),
  constraint fault_rules_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table feedback (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid,
  kind text not null,
  state text not null,
  email text,
  fields jsonb not null,
  custom_data jsonb not null,
  tags text[] not null,
  activity jsonb not null,
  submitted_at timestamp with time zone not null,
  constraint feedback_pkey PRIMARY KEY (tenant_id, id),
  constraint feedback_state_check CHECK ((state = ANY (ARRAY['unread'::text, 'read'::text, 'done'::text]))),
  constraint feedback_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE,
  constraint feedback_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX feedback_by_contact ON public.feedback USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX feedback_by_time ON public.feedback USING btree (tenant_id, submitted_at DESC, id DESC);

create table feedback_replies (
  tenant_id uuid not null,
  id uuid not null,
  feedback_id uuid not null,
  written_by text not null,
  email text not null,
  name text not null,
  text text not null,
  replied_at timestamp with time zone not null,
  constraint feedback_replies_pkey PRIMARY KEY (tenant_id, id),
  constraint feedback_replies_tenant_id_feedback_id_fkey FOREIGN KEY (tenant_id, feedback_id) REFERENCES feedback(tenant_id, id) ON DELETE CASCADE,
  constraint feedback_replies_written_by_check CHECK ((written_by = ANY (ARRAY['admin'::text, 'user'::text])))
);
CREATE INDEX feedback_replies_by_feedback ON public.feedback_replies USING btree (tenant_id, feedback_id, id);

create table health_probes (
  node text not null,
  written_at timestamp with time zone not null,
  constraint health_probes_pkey PRIMARY KEY (node)
);

create table idempotent_replies (
  tenant_id uuid not null,
  key_hash bytea not null,
  request_hash bytea not null,
  status smallint,
  body text,
  created_at timestamp with time zone not null,
  headers jsonb not null default '{}'::jsonb,
  constraint idempotent_replies_pkey PRIMARY KEY (tenant_id, key_hash),
  constraint idempotent_replies_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX idempotent_replies_by_age ON public.idempotent_replies USING btree (created_at);

create table interaction_counters (
  tenant_id uuid not null,
  schema_key uuid not null,
  day date not null,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  last_accepted_at timestamp with time zone,
  last_rejected_at timestamp with time zone,
  constraint interaction_counters_pkey PRIMARY KEY (tenant_id, schema_key, day)
);

create table interaction_schema_versions (
  tenant_id uuid not null,
  schema_key uuid not null,
  version integer not null,
  display_name text not null,
  definition json not null,
  created_at timestamp with time zone not null,
  constraint interaction_schema_versions_pkey PRIMARY KEY (tenant_id, schema_key, version),
  constraint interaction_schema_versions_tenant_id_schema_key_fkey FOREIGN KEY (tenant_id, schema_key) REFERENCES interaction_schemas(tenant_id, key) ON DELETE CASCADE
);

create table interaction_schemas (
  tenant_id uuid not null,
  key uuid not null,
  alias text not null,
  version integer not null default 1,
  display_name text not null,
  definition json not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  updated_at timestamp with time zone,
  is_learnt boolean not null default false,
  constraint interaction_schemas_pkey PRIMARY KEY (tenant_id, key),
  constraint interaction_schemas_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE UNIQUE INDEX interaction_schemas_alias ON public.interaction_schemas USING btree (tenant_id, alias) WHERE (deleted_at IS NULL);

create table interactions (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  contact_id uuid not null,
  schema_key uuid not null,
  created_date timestamp with time zone not null,
  payload jsonb not null,
  body_bundle uuid not null,
  body_position smallint not null,
  constraint interactions_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX interactions_by_contact ON ONLY public.interactions USING btree (tenant_id, contact_id, schema_key, created_date DESC, id DESC);
CREATE INDEX interactions_by_schema ON ONLY public.interactions USING btree (tenant_id, schema_key, created_date);
CREATE INDEX interactions_by_seq ON ONLY public.interactions USING btree (tenant_id, seq);

create table log_cursors (
  tenant_id uuid not null,
  log text not null,
  consumer text not null,
  seq bigint not null default 0,
  failures integer not null default 0,
  last_error text,
  retry_at timestamp with time zone,
  moved_at timestamp with time zone,
  constraint log_cursors_pkey PRIMARY KEY (tenant_id, log, consumer),
  constraint log_cursors_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table log_heads (
  tenant_id uuid not null,
  log text not null,
  seq bigint not null default 0,
  told_until timestamp with time zone,
  removals bigint not null default 0,
  constraint log_heads_pkey PRIMARY KEY (tenant_id, log),
  constraint log_heads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table member_numbers (
  tenant_id uuid not null,
  last_number bigint not null,
  constraint member_numbers_pkey PRIMARY KEY (tenant_id),
  constraint member_numbers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table message_lanes (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  channel text not null,
  is_open boolean not null,
  per_second integer,
  next_at timestamp with time zone,
  constraint message_lanes_pkey PRIMARY KEY (tenant_id, id),
  constraint message_lanes_kind_check CHECK ((kind = ANY (ARRAY['direct'::text, 'campaign'::text]))),
  constraint message_lanes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE UNIQUE INDEX message_lanes_direct ON public.message_lanes USING btree (tenant_id, channel) WHERE (kind = 'direct'::text);

create table message_link_keys (
  tenant_id uuid not null,
  key bytea not null,
  constraint message_link_keys_pkey PRIMARY KEY (tenant_id),
  constraint message_link_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table message_outbox (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  recipient text not null,
  sender text,
  subject text,
  html text,
  text text,
  headers jsonb not null,
  captured_at timestamp with time zone not null,
  payload jsonb,
  constraint message_outbox_pkey PRIMARY KEY (tenant_id, id),
  constraint message_outbox_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX message_outbox_by_contact ON public.message_outbox USING btree (tenant_id, contact_id, id);

create table message_providers (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  channel text not null,
  kind text not null,
  priority integer not null,
  settings jsonb not null,
  concurrency smallint not null,
  per_second integer,
  next_at timestamp with time zone,
  is_enabled boolean not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint message_providers_pkey PRIMARY KEY (tenant_id, id),
  constraint message_providers_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'whatsapp'::text, 'push'::text, 'webPush'::text, 'webhook'::text]))),
  constraint message_providers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table message_sends (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  template_id uuid not null,
  channel text not null,
  lane_id uuid not null,
  origin_kind text not null,
  origin_id text not null,
  origin_step text,
  context jsonb not null,
  dedupe_key text not null,
  state text not null default 'waiting'::text,
  reason text,
  detail text,
  address text,
  provider_id uuid,
  reference text,
  tries smallint not null default 0,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  ended_at timestamp with time zone,
  opened_at timestamp with time zone,
  clicked_at timestamp with time zone,
  clicks smallint not null default 0,
  unsubscribed_at timestamp with time zone,
  dismissed_at timestamp with time zone,
  constraint message_sends_pkey PRIMARY KEY (tenant_id, id),
  constraint message_sends_origin_kind_check CHECK ((origin_kind = ANY (ARRAY['automation'::text, 'campaign'::text, 'api'::text]))),
  constraint message_sends_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'bounced'::text, 'failed'::text, 'suppressed'::text, 'unknown'::text, 'cancelled'::text]))),
  constraint message_sends_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX message_sends_by_contact ON public.message_sends USING btree (tenant_id, contact_id, id);
CREATE INDEX message_sends_by_lane ON public.message_sends USING btree (tenant_id, lane_id, state);
CREATE INDEX message_sends_by_reference ON public.message_sends USING btree (tenant_id, provider_id, reference) WHERE (reference IS NOT NULL);
CREATE UNIQUE INDEX message_sends_dedupe ON public.message_sends USING btree (tenant_id, dedupe_key);
CREATE INDEX message_sends_due ON public.message_sends USING btree (tenant_id, lane_id, due_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX message_sends_on_show ON public.message_sends USING btree (tenant_id, contact_id, expires_at) WHERE ((channel = ANY (ARRAY['inApp'::text, 'onSite'::text, 'inline'::text])) AND (dismissed_at IS NULL));
CREATE INDEX message_sends_sending ON public.message_sends USING btree (leased_until) WHERE (state = 'sending'::text);

create table message_suppressions (
  tenant_id uuid not null,
  channel text not null,
  address text not null,
  reason text not null,
  detail text,
  send_id uuid,
  created_at timestamp with time zone not null,
  constraint message_suppressions_pkey PRIMARY KEY (tenant_id, channel, address),
  constraint message_suppressions_reason_check CHECK ((reason = ANY (ARRAY['bounce'::text, 'complaint'::text, 'manual'::text]))),
  constraint message_suppressions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table message_templates (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  channel text not null,
  is_transactional boolean not null,
  consent_ids text[] not null,
  subject text,
  mjml text,
  html text,
  text text,
  sender jsonb,
  tracks_opens boolean not null,
  tracks_links boolean not null,
  variables text[] not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  payload jsonb,
  constraint message_templates_pkey PRIMARY KEY (tenant_id, id),
  constraint message_templates_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'whatsapp'::text, 'push'::text, 'webPush'::text, 'inApp'::text, 'onSite'::text, 'inline'::text, 'webhook'::text]))),
  constraint message_templates_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table message_transactions (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  contact_id uuid not null,
  mode text not null,
  campaign_ids uuid[] not null,
  place smallint not null,
  send_id uuid,
  context jsonb not null,
  dedupe_hash bytea,
  dedupe_until timestamp with time zone,
  expires_at timestamp with time zone not null,
  is_open boolean not null,
  created_at timestamp with time zone not null,
  constraint message_transactions_pkey PRIMARY KEY (tenant_id, id),
  constraint message_transactions_mode_check CHECK ((mode = ANY (ARRAY['all'::text, 'fallback_on_attempt_failure'::text, 'fallback_on_delivery_failure'::text]))),
  constraint message_transactions_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX message_transactions_by_contact ON public.message_transactions USING btree (tenant_id, contact_id);
CREATE INDEX message_transactions_by_hash ON public.message_transactions USING btree (tenant_id, dedupe_hash, dedupe_until) WHERE (dedupe_hash IS NOT NULL);
CREATE INDEX message_transactions_open ON public.message_transactions USING btree (tenant_id) WHERE is_open;

create table messages (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  name text not null,
  sent_at timestamp with time zone not null,
  source text not null,
  is_transactional boolean not null,
  status text not null,
  link text,
  text text,
  constraint messages_pkey PRIMARY KEY (tenant_id, id),
  constraint messages_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX messages_by_contact ON public.messages USING btree (tenant_id, contact_id, sent_at DESC, id DESC);

create table nps_responses (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  grade smallint not null,
  store_external_id text,
  answered_at timestamp with time zone not null,
  constraint nps_responses_pkey PRIMARY KEY (tenant_id, id),
  constraint nps_responses_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX nps_responses_by_contact ON public.nps_responses USING btree (tenant_id, contact_id, answered_at DESC, id DESC);

create table order_jobs (
  tenant_id uuid not null,
  id uuid not null,
  seq bigint not null,
  order_id text not null,
  kind text not null,
  contact_id uuid,
  body json,
  version_tag text,
  state text not null default 'pending'::text,
  failure text,
  attempts integer not null default 0,
  retry_at timestamp with time zone,
  accepted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint order_jobs_pkey PRIMARY KEY (tenant_id, id),
  constraint order_jobs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX order_jobs_ended ON public.order_jobs USING btree (ended_at) WHERE (state <> 'pending'::text);
CREATE INDEX order_jobs_pending ON public.order_jobs USING btree (tenant_id, order_id, seq) WHERE (state = 'pending'::text);

create table orders (
  tenant_id uuid not null,
  order_id text not null,
  contact_id uuid,
  version_tag uuid not null,
  status text,
  body json not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint orders_pkey PRIMARY KEY (tenant_id, order_id),
  constraint orders_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE,
  constraint orders_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX orders_by_contact ON public.orders USING btree (tenant_id, contact_id, created_at DESC, order_id DESC);

create table people (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  password_hash text,
  invitation_hash bytea,
  invitation_ends_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  signed_in_at timestamp with time zone,
  constraint people_pkey PRIMARY KEY (tenant_id, id),
  constraint people_tenant_id_email_key UNIQUE (tenant_id, email),
  constraint people_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table privacy_requests (
  tenant_id uuid not null,
  id text not null,
  kind text not null,
  user_id text,
  state text not null,
  requested_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  preferences jsonb,
  constraint privacy_requests_pkey PRIMARY KEY (tenant_id, id),
  constraint privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['erasure'::text, 'restriction'::text, 're-enable'::text, 'portability'::text]))),
  constraint privacy_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'cancelled'::text]))),
  constraint privacy_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX privacy_requests_by_user ON public.privacy_requests USING btree (tenant_id, user_id, requested_at DESC) WHERE (user_id IS NOT NULL);
CREATE INDEX privacy_requests_due ON public.privacy_requests USING btree (due_at) WHERE (state = 'pending'::text);

create table product_views (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  sku text not null,
  category text,
  viewed_at timestamp with time zone not null,
  session_id text,
  new_session boolean,
  language text,
  url text,
  external_referrer text,
  utm jsonb not null,
  constraint product_views_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX product_views_by_contact ON ONLY public.product_views USING btree (tenant_id, contact_id, viewed_at DESC);

create table receipt_items (
  tenant_id uuid not null,
  receipt_id uuid not null,
  "position" integer not null,
  type text not null,
  sku text not null,
  quantity numeric not null,
  gross_paid_price numeric not null,
  tax_amount numeric not null,
  tax_percent numeric not null,
  article_number text not null,
  article_name text not null,
  article_group text,
  pack_quantity numeric,
  margin_percent numeric,
  awards_bonus boolean,
  discounts jsonb not null,
  constraint receipt_items_pkey PRIMARY KEY (tenant_id, receipt_id, "position"),
  constraint receipt_items_tenant_id_receipt_id_fkey FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipts(tenant_id, id) ON DELETE CASCADE
);

create table receipts (
  tenant_id uuid not null,
  id uuid not null,
  unique_receipt_id text not null,
  receipt_number text not null,
  digest bytea not null,
  contact_id uuid,
  store_external_id text not null,
  created_date timestamp with time zone not null,
  currency text not null,
  exchange_rate numeric not null,
  total_gross_price numeric not null,
  total_net_price numeric not null,
  articles_bought numeric not null,
  has_purchase boolean not null,
  details jsonb not null,
  free_texts jsonb,
  registered_at timestamp with time zone not null,
  constraint receipts_pkey PRIMARY KEY (tenant_id, id),
  constraint receipts_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE SET NULL (contact_id),
  constraint receipts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX receipts_by_contact ON public.receipts USING btree (tenant_id, contact_id, created_date DESC, id DESC) WHERE (contact_id IS NOT NULL);
CREATE INDEX receipts_by_date ON public.receipts USING btree (tenant_id, created_date) WHERE (contact_id IS NOT NULL);
CREATE UNIQUE INDEX receipts_unique_id ON public.receipts USING btree (tenant_id, unique_receipt_id);

create table recommendations (
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  kind text not null,
  catalogue text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint recommendations_pkey PRIMARY KEY (tenant_id, slug),
  constraint recommendations_kind_check CHECK ((kind = ANY (ARRAY['static'::text, 'by-item'::text, 'by-user'::text]))),
  constraint recommendations_tenant_id_catalogue_fkey FOREIGN KEY (tenant_id, catalogue) REFERENCES catalogues(tenant_id, slug) ON DELETE CASCADE
);

create table recommended_items (
  tenant_id uuid not null,
  recommendation text not null,
  for_key text not null,
  item_keys text[] not null,
  constraint recommended_items_pkey PRIMARY KEY (tenant_id, recommendation, for_key),
  constraint recommended_items_tenant_id_recommendation_fkey FOREIGN KEY (tenant_id, recommendation) REFERENCES recommendations(tenant_id, slug) ON DELETE CASCADE
);

create table rejected_interactions (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  schema_key uuid not null,
  schema_version integer not null,
  faults jsonb not null,
  body text not null,
  received_at timestamp with time zone not null,
  constraint rejected_interactions_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX rejected_interactions_by_contact ON ONLY public.rejected_interactions USING btree (tenant_id, contact_id);
CREATE INDEX rejected_interactions_by_schema ON ONLY public.rejected_interactions USING btree (tenant_id, schema_key, received_at DESC);

create table saved_views (
  tenant_id uuid not null,
  id uuid not null,
  list text not null,
  name text not null,
  owner_id uuid not null,
  is_shared boolean not null,
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint saved_views_pkey PRIMARY KEY (tenant_id, id),
  constraint saved_views_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE UNIQUE INDEX saved_views_by_name ON public.saved_views USING btree (tenant_id, owner_id, list, name);
CREATE INDEX saved_views_shared ON public.saved_views USING btree (tenant_id, list) WHERE is_shared;

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table segment_clocks (
  tenant_id uuid not null,
  latest_at timestamp with time zone not null,
  latest_zone text not null default 'UTC'::text,
  constraint segment_clocks_pkey PRIMARY KEY (tenant_id),
  constraint segment_clocks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table segment_history (
  tenant_id uuid not null,
  segment_id uuid not null,
  slot timestamp with time zone not null,
  entered bigint not null default 0,
  gone bigint not null default 0,
  constraint segment_history_pkey PRIMARY KEY (tenant_id, segment_id, slot),
  constraint segment_history_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segments(tenant_id, id) ON DELETE CASCADE
);

create table segment_members (
  tenant_id uuid not null,
  segment_id uuid not null,
  contact_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint segment_members_pkey PRIMARY KEY (tenant_id, segment_id, contact_id),
  constraint segment_members_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE,
  constraint segment_members_tenant_id_segment_id_fkey FOREIGN KEY (tenant_id, segment_id) REFERENCES segments(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX segment_members_by_contact ON public.segment_members USING btree (tenant_id, contact_id);

create table segments (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  description text not null default ''::text,
  kind text not null default 'list'::text,
  rule jsonb,
  includes_unapproved boolean not null default false,
  refresh text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  state text not null default 'ready'::text,
  computed_up_to uuid,
  contacts_done bigint not null default 0,
  contacts_total bigint not null default 0,
  computing_since timestamp with time zone,
  computed_at timestamp with time zone,
  computing_ms double precision not null default 0,
  computed_ms double precision,
  swept_at timestamp with time zone,
  due_at timestamp with time zone,
  checks bigint not null default 0,
  checked_contacts bigint not null default 0,
  check_ms double precision not null default 0,
  failures integer not null default 0,
  last_error text,
  retry_at timestamp with time zone,
  constraint segments_pkey PRIMARY KEY (tenant_id, id),
  constraint segments_kind_check CHECK ((kind = ANY (ARRAY['live'::text, 'refreshing'::text, 'list'::text]))),
  constraint segments_refresh_check CHECK ((refresh = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text]))),
  constraint segments_state_check CHECK ((state = ANY (ARRAY['stale'::text, 'computing'::text, 'ready'::text]))),
  constraint segments_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX segments_due ON public.segments USING btree (tenant_id) WHERE (due_at IS NOT NULL);
CREATE INDEX segments_to_compute ON public.segments USING btree (tenant_id) WHERE (state <> 'ready'::text);

create table service_accounts (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  roles text[] not null,
  is_disabled boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint service_accounts_pkey PRIMARY KEY (tenant_id, id),
  constraint service_accounts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id),
  constraint service_accounts_tenant_id_name_key UNIQUE (tenant_id, name)
);

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  address text not null,
  user_agent text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (tenant_id, id),
  constraint sessions_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES people(tenant_id, id) ON DELETE CASCADE,
  constraint sessions_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash)
);
CREATE INDEX sessions_by_end ON public.sessions USING btree (ends_at);
CREATE INDEX sessions_by_person ON public.sessions USING btree (tenant_id, person_id);

create table stores (
  tenant_id uuid not null,
  external_id text not null,
  name text not null,
  type text not null,
  active boolean not null,
  details jsonb not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint stores_pkey PRIMARY KEY (tenant_id, external_id),
  constraint stores_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table survey_responses (
  tenant_id uuid not null,
  id uuid not null,
  survey_id uuid not null,
  version integer not null,
  title text not null,
  contact_id uuid,
  answers jsonb not null,
  custom_data jsonb not null,
  activity jsonb not null,
  submitted_at timestamp with time zone not null,
  constraint survey_responses_pkey PRIMARY KEY (tenant_id, id),
  constraint survey_responses_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id) ON DELETE CASCADE,
  constraint survey_responses_tenant_id_survey_id_fkey FOREIGN KEY (tenant_id, survey_id) REFERENCES surveys(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX survey_responses_by_contact ON public.survey_responses USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX survey_responses_by_survey ON public.survey_responses USING btree (tenant_id, survey_id, id);

create table survey_versions (
  tenant_id uuid not null,
  survey_id uuid not null,
  version integer not null,
  definition jsonb not null,
  created_at timestamp with time zone not null,
  constraint survey_versions_pkey PRIMARY KEY (tenant_id, survey_id, version),
  constraint survey_versions_tenant_id_survey_id_fkey FOREIGN KEY (tenant_id, survey_id) REFERENCES surveys(tenant_id, id) ON DELETE CASCADE
);

create table surveys (
  tenant_id uuid not null,
  id uuid not null,
  version integer not null,
  name text not null,
  definition jsonb not null,
  is_open boolean not null,
  origins text[] not null,
  secret text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint surveys_pkey PRIMARY KEY (tenant_id, id),
  constraint surveys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table tenant_snapshots (
  tenant_id uuid not null,
  name text not null,
  id uuid not null,
  taken_at timestamp with time zone not null,
  clock_offset_ms bigint not null,
  clock_frozen_at timestamp with time zone,
  tables_digest text not null,
  contents jsonb not null,
  constraint tenant_snapshots_pkey PRIMARY KEY (tenant_id, name),
  constraint tenant_snapshots_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

create table tenants (
  id uuid not null,
  slug text not null,
  name text not null,
  settings jsonb not null default '{}'::jsonb,
  clock_offset_ms bigint not null default 0,
  epoch bigint not null default 1,
  created_at timestamp with time zone not null,
  clock_frozen_at timestamp with time zone,
  constraint tenants_pkey PRIMARY KEY (id),
  constraint tenants_slug_key UNIQUE (slug)
);

create table upload_refusals (
  tenant_id uuid not null,
  upload_id uuid not null,
  "row" integer not null,
  message text not null,
  constraint upload_refusals_pkey PRIMARY KEY (tenant_id, upload_id, "row"),
  constraint upload_refusals_tenant_id_upload_id_fkey FOREIGN KEY (tenant_id, upload_id) REFERENCES uploads(tenant_id, id) ON DELETE CASCADE
);

create table uploads (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  file_name text not null,
  file_size bigint,
  state text not null,
  header jsonb,
  "position" bigint not null default 0,
  rows_done integer not null default 0,
  rows_refused integer not null default 0,
  problem text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint uploads_pkey PRIMARY KEY (tenant_id, id),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'processing'::text, 'succeeded'::text, 'failed'::text]))),
  constraint uploads_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX uploads_processing ON public.uploads USING btree (tenant_id, id) WHERE (state = 'processing'::text);

create table webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  message_id text not null,
  event_type text not null,
  contact_id uuid,
  body text not null,
  state text not null default 'waiting'::text,
  tries smallint not null default 0,
  due_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  attempts jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (tenant_id, id),
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_deliveries_by_contact ON public.webhook_deliveries USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (tenant_id, webhook_id, due_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_deliveries_failed ON public.webhook_deliveries USING btree (tenant_id, webhook_id, id) WHERE (state = 'failed'::text);

create table webhooks (
  tenant_id uuid not null,
  id uuid not null,
  dialect text not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  schema_ids text[] not null,
  contact_types text[] not null,
  headers jsonb not null,
  secret text not null,
  previous_secret text,
  previous_secret_until timestamp with time zone,
  concurrency smallint not null,
  per_second integer,
  disabled_at timestamp with time zone,
  disabled_reason text,
  failing_since timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  deleted_at timestamp with time zone,
  format text not null default 'json'::text,
  constraint webhooks_pkey PRIMARY KEY (tenant_id, id),
  constraint webhooks_format_check CHECK ((format = ANY (ARRAY['json'::text, 'xml'::text]))),
  constraint webhooks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);

CREATE OR REPLACE FUNCTION public.contact_words(attributes jsonb)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select array_to_tsvector(array_remove(string_to_array(lower(
    left(coalesce(attributes->>'firstName', ''), 100) || ' ' || left(coalesce(attributes->>'lastName', ''), 100) || ' ' ||
    left(coalesce(attributes->>'email', ''), 100) || ' ' || left(coalesce(attributes->>'mobilePhone', ''), 100) || ' ' ||
    left(coalesce(attributes->>'memberNumber', ''), 100) || ' ' || left(coalesce(attributes->>'externalId', ''), 100)
  ), ' '), ''))
$function$;

CREATE OR REPLACE FUNCTION public.count_gone_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into segment_history as history (tenant_id, segment_id, slot, gone)
  select segments.tenant_id, segments.id, date_bin('15 minutes', tenant_time(clock_offset_ms, clock_frozen_at), 'epoch'), count(*)
  from gone join segments on segments.tenant_id = gone.tenant_id and segments.id = gone.segment_id
  join tenants on tenants.id = segments.tenant_id
  group by 1, 2, 3 order by 1, 2
  on conflict (tenant_id, segment_id, slot) do update set gone = history.gone + excluded.gone;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_product_views()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from product_views where tenant_id = old.tenant_id and contact_id = old.id;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.ensure_month_partitions(moment timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  parent text;
  month timestamp;
begin
  for parent in
    select c.relname from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
    where c.relnamespace = current_schema()::regnamespace order by 1
  loop
    for month in
      select generate_series(date_trunc('month', moment at time zone 'UTC') - interval '1 month',
                             date_trunc('month', moment at time zone 'UTC') + interval '3 months', interval '1 month')
    loop
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        parent || '_' || to_char(month, 'YYYYMM'), parent,
        lowest_id_at(month at time zone 'UTC'), lowest_id_at((month + interval '1 month') at time zone 'UTC'));
    end loop;
  end loop;
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_free_texts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.free_texts := null;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.id_time(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select to_timestamp(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$function$;

CREATE OR REPLACE FUNCTION public.lowest_id_at(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$function$;

CREATE OR REPLACE FUNCTION public.moment_of(value jsonb)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN CASE WHEN ((value #>> '{}'::text[]) ~ ((('^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|'::text || '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|'::text) || '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)'::text) || 'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$'::text)) THEN ((value #>> '{}'::text[]))::timestamp with time zone ELSE NULL::timestamp with time zone END;

CREATE OR REPLACE FUNCTION public.tenant_time(clock_offset_ms bigint, clock_frozen_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(clock_frozen_at, (now() + ((clock_offset_ms)::double precision * '00:00:00.001'::interval)));
