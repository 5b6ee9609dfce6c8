import { useAnswer } from '../../api/queries.ts'
import type { KeyDialect } from '../../kit/key-dialects.ts'
import { mayDo, useMe } from '../../session/session.tsx'

/** What the person may allow to keys of an API: each scope, and all of each noun. */
export function useScopes(dialect: KeyDialect): string[] {
  const { data } = useAnswer('listScopes', {})
  const { scopes: own } = useMe()
  const scopes = (data?.items ?? []).filter(item => item.dialect === dialect).map(({ scope }) => scope)
  const nouns = [...new Set(scopes.map(scope => scope.split(':')[0]))]
  const all = [...scopes, ...nouns.map(noun => `${noun}:*`)].sort()
  return all.filter(scope => mayDo(own, scope))
}
