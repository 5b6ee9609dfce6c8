/** What is said in the ledger of the vendor's operations that are not served. The first pattern that fits counts. */
export const coverageNotes: readonly { pattern: RegExp; state: 'planned' | 'not meant'; note: string }[] = [
  {
    pattern: /\/personlookup\/|\/bisnode\//,
    state: 'not meant',
    note: 'An outside register that only the vendor has a contract with.',
  },
  {
    pattern: /\/productrecommendations/,
    state: 'not meant',
    note: 'Needs the product ranking of another product of the vendor.',
  },
  {
    pattern: /point|bonuscheck|promotion|posoffers|challenges|achievements|inventory|backinstock|reward/,
    state: 'planned',
    note: 'Loyalty: after the contact API.',
  },
  { pattern: /./, state: 'planned', note: 'Next.' },
]
