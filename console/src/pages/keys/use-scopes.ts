import { useAnswer } from '../../api/queries.ts'
import type { KeyDialect } from './dialects.ts'

/** What keys of an API can be allowed to do: each scope, and all of each noun. */
export function useScopes(dialect: KeyDialect): string[] {
  const { data } = useAnswer('listScopes', {})
  const scopes = (data?.items ?? []).filter(item => item.dialect === dialect).map(({ scope }) => scope)
  const nouns = [...new Set(scopes.map(scope => scope.split(':')[0]))]
  return [...scopes, ...nouns.map(noun => `${noun}:*`)].sort()
}
