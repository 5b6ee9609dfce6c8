import { DomainError } from '../../kernel/domain-error.ts'

export const gradeInvalid = () =>
  new DomainError('grade-invalid', 'The grade must be a whole number from 1 to 10.', {})
