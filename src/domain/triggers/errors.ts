import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { shown } from '../../kernel/json-pointer.ts'

export const triggerNotFound = (id: string) =>
  new DomainError('trigger-not-found', `There is no custom trigger ${shown(id)}.`, { triggerId: shown(id) })

export const triggerDataInvalid = (faults: readonly Fault[]) =>
  new DomainError(
    'trigger-data-invalid',
    `The data of the trigger is not valid: ${faults[0]?.field} ${faults[0]?.message}.`,
    { faults },
  )

export const triggerExists = (id: string) =>
  new DomainError('trigger-exists', `There is a custom trigger ${id} already.`, { id })

export const triggerDefinitionInvalid = (problem: string) =>
  new DomainError('trigger-definition-invalid', problem, {})
