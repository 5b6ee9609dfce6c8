import type { Grant } from './api-key.ts'

/** Who does something, when by the machine's clock, and what they may do and hand on. */
export interface By {
  readonly actor: string
  readonly wall: Date
  readonly grant: Grant
}

/** At the command line everything may be done. */
export const everything: Grant = { scopes: [], ipAllowList: [], expiresAt: null }
