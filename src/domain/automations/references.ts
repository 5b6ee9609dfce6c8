import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readTemplate } from '../messaging/read-templates.ts'
import type { RuleWorld } from '../segments/rule.ts'
import { listTriggers } from '../triggers/define-trigger.ts'
import type { Definition, Match, TestTree } from './definition.ts'
import { mappingFaults } from './mapping-faults.ts'

interface Reference {
  readonly kind: 'schema' | 'trigger' | 'segment'
  readonly id: string
  readonly at: string
}

/** What a definition names and the tenant does not have, by JSON pointer: it cannot be started so. */
export async function missingReferences(
  tx: Tx,
  tenant: Tenant,
  definition: Definition,
  { schemas, segmentIds }: RuleWorld,
): Promise<Fault[]> {
  const triggers = new Set((await listTriggers(tx, tenant.id)).map(({ id }) => id))
  const isThere = ({ kind, id }: Reference) =>
    kind === 'schema'
      ? schemas.has(id)
      : kind === 'trigger'
        ? triggers.has(id)
        : segmentIds.has(id.toLowerCase())
  const missing = referencesIn(definition).filter(each => !isThere(each))
  return [
    ...missing.map(({ kind, id, at }) => ({
      field: at,
      message: `names the ${kind} ${id}, which is not there`,
    })),
    ...(await mappingFaults(tx, tenant, definition)),
    ...(await templateFaults(tx, tenant.id, definition)),
  ]
}

function referencesIn({ entry, goal, exits = [], steps }: Definition): Reference[] {
  const found: Reference[] = []
  const add = (kind: Reference['kind'], id: unknown, at: string) => {
    if (typeof id === 'string') found.push({ kind, id, at })
  }
  const addMatch = (match: Partial<Match>, at: string) => {
    add('schema', match.schemaId, `${at}/schemaId`)
    add('trigger', match.triggerId, `${at}/triggerId`)
    add('segment', match.segmentId, `${at}/segmentId`)
  }
  const addTest = (test: TestTree, at: string): void => {
    if ('happened' in test) addMatch(test.happened, `${at}/happened`)
    if ('not' in test) addTest(test.not, `${at}/not`)
    if ('all' in test) for (const [n, each] of test.all.entries()) addTest(each, `${at}/all/${n}`)
    if ('any' in test) for (const [n, each] of test.any.entries()) addTest(each, `${at}/any/${n}`)
  }
  addMatch(entry as Partial<Match>, '/entry')
  if (goal) addMatch(goal, '/goal')
  for (const [n, exit] of exits.entries()) addMatch(exit, `/exits/${n}`)
  for (const [id, step] of Object.entries(steps)) {
    const at = `/steps${pointerTo(id)}`
    if (step.kind === 'condition') addTest(step.test, `${at}/test`)
    if (step.kind === 'waitForEvent') addMatch(step.event, `${at}/event`)
    if (step.kind === 'recordInteraction') add('schema', step.schemaId, `${at}/schemaId`)
    if (step.kind === 'addToList' || step.kind === 'removeFromList')
      add('segment', step.listId, `${at}/listId`)
  }
  return found
}

async function templateFaults(tx: Tx, tenantId: string, { steps }: Definition): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [id, step] of Object.entries(steps)) {
    if (step.kind !== 'sendMessage') continue
    const at = `/steps${pointerTo(id)}/templateId`
    try {
      const { channel } = await readTemplate(tx, tenantId, step.templateId)
      if (channel !== step.channel) faults.push({ field: at, message: `names a template for ${channel}` })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      faults.push({ field: at, message: `names the template ${step.templateId}, which is not there` })
    }
  }
  return faults
}
