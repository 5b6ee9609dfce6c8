import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const automationNotFound = (automationId: string) =>
  new DomainError('automation-not-found', `There is no automation ${automationId}.`, { automationId })

/** All that is wrong with a definition, each with a JSON pointer into it. */
export function automationInvalid(faults: readonly Fault[]) {
  const [first] = faults
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : ''
  return new DomainError(
    'automation-invalid',
    `The automation is not valid: ${first?.field || '/'} ${first?.message}${more}.`,
    { faults },
  )
}

export const automationNameTaken = (name: string) =>
  new DomainError('automation-name-taken', `There is an automation ${name} already.`, { name })

export const automationStateWrong = (action: string, state: string) =>
  new DomainError('automation-state-wrong', `An automation that is ${state} cannot be ${action}.`, {
    action,
    state,
  })

export const tooManyAutomations = (limit: number) =>
  new DomainError(
    'too-many-automations',
    `There are ${limit} automations already, and no more are allowed.`,
    {
      limit,
    },
  )

export const automationVersionNotFound = (automationId: string, version: number) =>
  new DomainError('automation-version-not-found', `Automation ${automationId} has no version ${version}.`, {
    automationId,
    version,
  })

export const runNotFound = (runId: string) =>
  new DomainError('run-not-found', `There is no run ${runId}.`, { runId })
