/** Why the vendor's operations that are neither served nor planned (`planned-operations.ts`) are not there. */
export interface CoverageNote {
  readonly pattern: RegExp
  readonly state: 'planned' | 'not meant'
  readonly note: string
}

/** The first pattern that fits a path counts. */
export const coverageNotes: readonly CoverageNote[] = [
  {
    pattern: /\/personlookup\/|\/bisnode\//,
    state: 'not meant',
    note: 'An outside register that only the vendor has a contract with: 404.',
  },
  {
    pattern: /\/productrecommendations/,
    state: 'not meant',
    note: 'Needs the product ranking of another product of the vendor: 404.',
  },
  {
    pattern: /\/sms\//,
    state: 'planned',
    note: 'Text messages to numbers of nobody who is known: 404 until then.',
  },
]
