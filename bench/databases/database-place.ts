export type DatabaseKind = 'embedded' | 'server'

export type DatabasePlace =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'server'; readonly url: string }

/** `embedded`, `server` or `both`, as given on the command line. */
export function readKinds(text: string): DatabaseKind[] {
  if (text === 'both') return ['embedded', 'server']
  if (text === 'embedded' || text === 'server') return [text]
  throw new Error(`--database is embedded, server or both, not ${text}.`)
}
