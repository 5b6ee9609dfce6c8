import { DomainError } from '../../kernel/domain-error.ts'

export const attachmentTooLarge = (fileName: string, limit: number) =>
  new DomainError('attachment-too-large', `${fileName} has more than ${limit} bytes.`, { fileName, limit })

export const attachmentTypeRefused = (fileName: string, endings: readonly string[]) =>
  new DomainError(
    'attachment-type-refused',
    `${fileName} is of a kind that is not taken; these are: ${endings.join(', ')}.`,
    { fileName, endings },
  )

export const attachmentNotFound = () => new DomainError('attachment-not-found', 'There is no such file.', {})
