import type { Answer } from '../../api/ask.ts'

export type Rejected = Answer<'listRejected'>['items'][number]
