import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const gradeInvalid = () =>
  new DomainError('grade-invalid', 'The grade must be a whole number from 1 to 10.', {})

export const surveyInvalid = (faults: readonly Fault[]) =>
  new DomainError('survey-invalid', 'The survey breaks a rule.', { faults })

export const surveyNotFound = () => new DomainError('survey-not-found', 'There is no such survey.', {})

export const surveyClosed = () =>
  new DomainError('survey-closed', 'This survey takes no responses any more.', {})

export const tooManySurveys = (limit: number) =>
  new DomainError('too-many-surveys', `There are ${limit} surveys already, and no more may be.`, { limit })

export const responseNotFound = () =>
  new DomainError('survey-response-not-found', 'There is no such response.', {})

export const answersInvalid = (faults: readonly Fault[]) =>
  new DomainError('answers-invalid', 'The answers do not fit the questions.', { faults })

export const respondentInvalid = () =>
  new DomainError(
    'respondent-invalid',
    'The token that says who answers is not signed by this survey, or its time is over.',
    {},
  )
