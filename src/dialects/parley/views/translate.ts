import Type, { type Static } from 'typebox'
import { hasScope } from '../../../domain/accounts/api-key.ts'
import type { SavedView, ViewDefinition } from '../../../domain/accounts/saved-view.ts'
import type { Viewer } from '../../../domain/accounts/saved-views.ts'
import type { Caller } from '../../../http/operation.ts'
import { grantOf, idOf } from '../actor.ts'

const Time = Type.String({ format: 'date-time' })

export const viewParams = Type.Object({ viewId: Type.String() })

/** What a view is made of, each a part of a request. */
export const viewParts = {
  name: Type.String(),
  filter: Type.Object({}, { additionalProperties: true, description: 'Parameters of the list.' }),
  columns: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
  sort: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  isShared: Type.Boolean({ description: 'Whether all of the tenant see it.' }),
}

export const ViewModel = Type.Object({
  id: Type.String(),
  list: Type.String({
    description: 'Of which list: `contacts`, `rejected-interactions`, as the client calls it.',
  }),
  ...viewParts,
  isOwn: Type.Boolean({ description: 'Whether the caller made it.' }),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
})

/** What is shared by others is changed by whoever may change the tenant. */
export const viewerOf = (caller: Caller): Viewer => ({
  id: idOf(caller),
  mayChangeShared: hasScope(grantOf(caller), 'tenant:write'),
})

export function toWireView(view: SavedView, caller: Caller): Static<typeof ViewModel> {
  const { id, list, name, ownerId, isShared, definition, version, createdAt, updatedAt } = view
  const { filter, columns, sort } = definition
  return {
    id,
    list,
    name,
    filter: { ...filter },
    columns: [...columns],
    sort,
    isShared,
    isOwn: ownerId === idOf(caller),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    version,
  }
}

interface GivenParts extends Partial<Pick<ViewDefinition, 'columns' | 'sort'>> {
  readonly filter?: object
}

/** What is given of a definition. */
export function toDefinition({ filter, columns, sort }: GivenParts): Partial<ViewDefinition> {
  return {
    ...(filter !== undefined && { filter: { ...filter } }),
    ...(columns !== undefined && { columns }),
    ...(sort !== undefined && { sort }),
  }
}
