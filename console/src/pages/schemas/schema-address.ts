import type { SchemaSearch } from './schema-search.ts'

/** One that is named "new" stands at the address where new ones are made; there a tab tells them apart. */
export function addressOfSchema(id: string, search: SchemaSearch = {}): string {
  const { tab, ...rest } = search
  const isPlain = id !== 'new' && (tab === undefined || tab === 'overview')
  const query = new URLSearchParams(isPlain ? {} : { tab: tab ?? 'overview', ...rest }).toString()
  return `/schemas/${encodeURIComponent(id)}${query && `?${query}`}`
}
