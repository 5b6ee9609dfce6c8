import type pg from 'pg'

export interface FollowUpCounts {
  /** Stored interactions that start a run. */
  readonly starting: number
  /** Those of them that have one run, which did both its steps and is over. */
  readonly followed: number
  readonly runs: number
  readonly steps: number
  /** How often contacts say that they were counted. */
  readonly times: number
  readonly sends: number
  /** Sends that were captured, once. */
  readonly captured: number
  readonly members: number
  /** Members that are none by a full count, and those that are missing. */
  readonly wrongMembers: number
}

const count = (what: string) => `(select count(*)::int from ${what})`

/** What followed from interactions, beside what had to. */
export async function selectFollowUps(
  pool: pg.Pool,
  tenantId: string,
  { automationId, segmentId }: { readonly automationId: string; readonly segmentId: string },
  startingEnd: string,
): Promise<FollowUpCounts> {
  const { rows } = await pool.query<FollowUpCounts>(
    `with starting as (
       select id, contact_id from interactions
       where tenant_id = $1 and payload->>'name' like 'client-%' and payload->>'name' like '%' || $4
     ), run as (
       select * from automation_runs where tenant_id = $1 and automation_id = $2
     ), send as (
       select * from message_sends where tenant_id = $1 and origin_kind = 'automation' and origin_id = $2::text
     ), often as (
       select contact_id from interactions fact
       join interaction_schemas schema on schema.tenant_id = $1 and schema.key = fact.schema_key
         and schema.alias = 'Reuse-Spring-2023'
       where fact.tenant_id = $1 group by 1 having count(*) >= 3
     ), member as (
       select contact_id from segment_members where tenant_id = $1 and segment_id = $3
     )
     select ${count('starting')} as starting, ${count('run')} as runs, ${count('send')} as sends,
       ${count('member')} as members,
       ${count(`starting where (select count(*) from run where run.entry_fact = starting.id and state = 'ended'
         and reason = 'completed' and steps_done = 2) = 1`)} as followed,
       ${count('automation_run_steps where tenant_id = $1 and run_id in (select id from run)')} as steps,
       (select coalesce(sum((attributes->>'crashTimes')::int), 0)::int from contacts where tenant_id = $1) as times,
       ${count(`send where state = 'sent' and exists (
         select 1 from message_outbox where tenant_id = $1 and id = send.id)`)} as captured,
       ${count('((table often except table member) union all (table member except table often)) wrong')} as "wrongMembers"`,
    [tenantId, automationId, segmentId, startingEnd],
  )
  return rows[0]!
}
