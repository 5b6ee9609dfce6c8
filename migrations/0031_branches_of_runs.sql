-- After a fork a run has branches that go on beside it, each a row of its own.

alter table automation_runs
  -- 0: the run itself. Its branches are numbered from 1.
  add column branch integer not null default 0,
  -- Of a branch: the run.
  add column branch_of uuid,
  -- Of a run: how many branches it has had.
  add column branches integer not null default 0,
  add constraint automation_runs_branch check ((branch = 0) = (branch_of is null));

drop index automation_runs_entry;
create unique index automation_runs_entry
  on automation_runs (tenant_id, contact_id, automation_id, entry_fact, branch);
