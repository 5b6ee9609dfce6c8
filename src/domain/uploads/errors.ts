import { DomainError } from '../../kernel/domain-error.ts'

export const uploadInvalid = (problem: string) => new DomainError('upload-invalid', problem, { problem })

export const uploadTooLarge = (limit: number) =>
  new DomainError('upload-too-large', `The file has more than ${limit} bytes.`, { limit })

export const uploadNotFound = () => new DomainError('upload-not-found', 'There is no such upload.', {})

export const tooManyUploads = (limit: number) =>
  new DomainError('too-many-uploads', `${limit} uploads are being processed; wait until one has ended.`, {
    limit,
  })
