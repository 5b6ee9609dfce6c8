import { DomainError } from '../../kernel/domain-error.ts'

export const storeNotFound = (externalId: string) =>
  new DomainError('store-not-found', `There is no store ${externalId}.`, { externalId })
