import type { Answer } from '../../api/ask.ts'

export type Consent = Answer<'listConsents'>['items'][number]
