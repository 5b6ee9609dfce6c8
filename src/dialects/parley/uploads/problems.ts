import type { Problems } from '../problem.ts'

export const uploadProblems: Problems = {
  'upload-invalid': {
    status: 422,
    title: 'Invalid upload',
    about:
      'The file, its header or its first row is not as it must be. The detail says what is wrong; nothing was kept.',
  },
  'upload-too-large': {
    status: 413,
    title: 'Upload too large',
    about: 'The file has more bytes than are taken; `data.limit` says how many are.',
  },
  'upload-not-found': {
    status: 404,
    title: 'No such upload',
    about: 'The tenant has no upload of this id, or no longer: they are kept for thirty days.',
  },
  'too-many-uploads': {
    status: 429,
    title: 'Too many uploads',
    about: 'As many uploads as may be are being processed. Wait until one has ended.',
  },
}
