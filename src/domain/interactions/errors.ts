import { DomainError } from '../../kernel/domain-error.ts'

export const interactionNotFound = (id: string) =>
  new DomainError('interaction-not-found', `Interaction ${id} not found`, { interactionId: id })

export const interactionIdInvalid = (id: string) =>
  new DomainError('interaction-id-invalid', 'The interaction id is not a UUID.', { interactionId: id })

export const continuationInvalid = () =>
  new DomainError('continuation-invalid', 'The continuation is not one that was given out for this list.', {})

export const rejectedNotFound = (id: string) =>
  new DomainError('rejected-interaction-not-found', `There is no rejected interaction ${id}.`, {
    rejectedId: id,
  })
