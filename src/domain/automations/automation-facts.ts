import type { NewEvent } from '../../storage/log/events.ts'

export type AutomationFact = 'created' | 'updated' | 'started' | 'paused' | 'resumed' | 'stopped' | 'deleted'

/** What the log tells of an automation itself. */
export const automationFact = (
  tenantId: string,
  fact: AutomationFact,
  {
    id,
    name,
    definitionVersion,
  }: { readonly id: string; readonly name: string; readonly definitionVersion: number },
  at: Date,
  actor: string | undefined,
): NewEvent => ({
  tenantId,
  type: `automation.${fact}`,
  data: { automationId: id, name, definitionVersion, actor: actor ?? null },
  at,
})
