import type { NewEvent } from '../../storage/log/events.ts'

interface RunNamed {
  readonly id: string
  readonly automationId: string
  readonly contactId: string
}

export const runStarted = (tenantId: string, run: RunNamed, reason: string, at: Date): NewEvent => ({
  tenantId,
  type: 'automation.run.started',
  contactId: run.contactId,
  data: { automationId: run.automationId, runId: run.id, reason },
  at,
})

/** Of a deleted contact it names no contact: it is there no longer. */
export const runEnded = (tenantId: string, run: RunNamed, reason: string, at: Date): NewEvent => ({
  tenantId,
  type: 'automation.run.ended',
  ...(reason !== 'contact deleted' && { contactId: run.contactId }),
  data: { automationId: run.automationId, runId: run.id, reason },
  at,
})
