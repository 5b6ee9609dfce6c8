import { DomainError } from '../../kernel/domain-error.ts'

export const tenantNotFound = (slug: string) =>
  new DomainError('tenant-not-found', `There is no tenant ${slug}.`, { slug })

export const tenantExists = (slug: string) =>
  new DomainError('tenant-exists', `There is a tenant ${slug} already.`, { slug })

export const keyNotFound = (id: string) => new DomainError('key-not-found', `There is no key ${id}.`, { id })

export const accountInputInvalid = (message: string) => new DomainError('account-input-invalid', message, {})
