import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const feedbackInvalid = (faults: readonly Fault[]) =>
  new DomainError('feedback-invalid', 'The feedback breaks a rule.', { faults })

export const feedbackNotFound = () => new DomainError('feedback-not-found', 'There is no such feedback.', {})

export const replyNotFound = () =>
  new DomainError('feedback-reply-not-found', 'There is no such reply to this feedback.', {})
