import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const tenantNotFound = (slug: string) =>
  new DomainError('tenant-not-found', `There is no tenant ${slug}.`, { slug })

export const tenantExists = (slug: string) =>
  new DomainError('tenant-exists', `There is a tenant ${slug} already.`, { slug })

export const keyNotFound = (id: string) => new DomainError('key-not-found', `There is no key ${id}.`, { id })

export const keyOwnerNotFound = (id: string) =>
  new DomainError('key-owner-not-found', `There is no person or service account ${id}.`, { id })

export const tenantIsProduction = (slug: string) =>
  new DomainError(
    'tenant-is-production',
    `${slug} is marked as production: its clock, its requests and its data are left alone.`,
    { slug },
  )

/** It cannot become the real thing as it stands. */
export const tenantIsDouble = (slug: string, why: string) =>
  new DomainError('tenant-is-double', `${slug} cannot be marked as production: ${why}.`, { slug })

export const faultRuleNotFound = (id: string) =>
  new DomainError('fault-rule-not-found', `There is no fault rule ${id}.`, { id })

export const faultRuleExists = (id: string) =>
  new DomainError('fault-rule-exists', `There is a fault rule ${id} already.`, { id })

export const snapshotNotFound = (name: string) =>
  new DomainError('snapshot-not-found', `There is no snapshot ${name}.`, { name })

export const snapshotExists = (name: string) =>
  new DomainError('snapshot-exists', `There is a snapshot ${name} already.`, { name })

export const snapshotOutdated = (name: string) =>
  new DomainError(
    'snapshot-outdated',
    `The snapshot ${name} was taken by another version of Parley, whose tables were different.`,
    { name },
  )

export const accountInputInvalid = (message: string) => new DomainError('account-input-invalid', message, {})

export const settingsInvalid = (faults: readonly Fault[]) =>
  new DomainError('tenant-settings-invalid', 'The settings are not valid.', { faults })

/** Only an operator takes the mark away. */
export const productionMarkKept = (slug: string) =>
  new DomainError(
    'production-mark-kept',
    `${slug} is marked as production; only an operator takes that away.`,
    {
      slug,
    },
  )

/** A key makes no key that may do more than itself. */
export const keyTooPowerful = (message: string) => new DomainError('key-too-powerful', message, {})

export const savedViewNotFound = (viewId: string) =>
  new DomainError('saved-view-not-found', `There is no view ${viewId}.`, { viewId })

export const savedViewExists = (name: string) =>
  new DomainError('saved-view-exists', `There is a view called ${name} in this list already.`, { name })

export const savedViewOfAnother = (viewId: string) =>
  new DomainError('saved-view-of-another', `The view ${viewId} belongs to somebody else.`, { viewId })

export const tooManySavedViews = (limit: number) =>
  new DomainError('too-many-saved-views', `There are ${limit} views already, and no more are allowed.`, {
    limit,
  })
