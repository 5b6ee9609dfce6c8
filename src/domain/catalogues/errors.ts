import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const catalogueInvalid = (faults: readonly Fault[]) =>
  new DomainError('catalogue-invalid', 'The catalogue breaks a rule.', { faults })

export const catalogueNotFound = (slug: string) =>
  new DomainError('catalogue-not-found', `There is no catalogue ${slug.slice(0, 100)}.`, {})

export const itemNotFound = () =>
  new DomainError('catalogue-item-not-found', 'There is no such item in the catalogue.', {})

export const recommendationInvalid = (faults: readonly Fault[]) =>
  new DomainError('recommendation-invalid', 'The recommendation breaks a rule.', { faults })

export const recommendationNotFound = () =>
  new DomainError('recommendation-not-found', 'There is no such recommendation.', {})
