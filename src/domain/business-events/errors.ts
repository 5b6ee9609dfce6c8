import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const businessEventInvalid = (faults: readonly Fault[]) =>
  new DomainError('business-event-invalid', 'The business event breaks a rule.', { faults })

export const businessEventUndefined = (name: string) =>
  new DomainError('business-event-undefined', `No business event ${name.slice(0, 100)} is defined.`, {})
