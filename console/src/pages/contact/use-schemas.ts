import { useAnswer } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { useMay } from '../../session/session.tsx'

const none: readonly Schema[] = []

/** All schemas of the tenant, of which there are few, also by id. */
export function useSchemas(): {
  readonly list: readonly Schema[]
  readonly byId: ReadonlyMap<string, Schema>
} {
  const enabled = useMay()('schemas:read')
  const { data } = useAnswer('listSchemas', { query: { limit: 200 } }, { enabled })
  const list = data?.items ?? none
  return { list, byId: new Map(list.map(schema => [schema.id, schema])) }
}
