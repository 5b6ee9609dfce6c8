/** What an automation may name: schemas with all their properties, segments, templates, attributes in use. */
import { useAnswer } from '../../api/queries.ts'
import { type Property, type RuleWorld, useRuleWorld } from '../../kit/rule/use-rule-world.ts'
import { useSegmentNames } from '../../kit/rule/use-segment-names.ts'
import { useMay } from '../../session/session.tsx'
import { usualAttribute } from './model/area.ts'
import type { Definition, Match } from './model/definition.ts'

export interface Named {
  readonly id: string
  readonly name: string
}

export interface World {
  readonly rules: RuleWorld
  /** Until then it is not known what an entry has. */
  readonly isKnown: boolean
  readonly schemas: readonly (Named & { readonly properties: readonly Property[] })[]
  readonly templates: readonly (Named & { readonly channel: string })[]
  /** The words for an id; the id where it is not known. */
  readonly nameOf: (kind: 'schema' | 'segment' | 'template', id: unknown) => string
}

const all = { query: { limit: 200 } } as const

/** With the names of the segments that these definitions, or parts of them, name. */
export function useWorld(...definitions: readonly unknown[]): World {
  const may = useMay()
  const known = useRuleWorld()
  const listed = useAnswer('listSchemas', all, { enabled: may('schemas:read') })
  const schemas = listed.data?.items ?? []
  const templates = useAnswer('listTemplates', all, { enabled: may('messages:read') }).data?.items ?? []
  const segments = useSegmentNames(
    may('segments:read') ? [...new Set(definitions.flatMap(segmentsNamedIn))] : [],
  )
  const names = {
    schema: new Map(schemas.map(({ id, displayName }) => [id, displayName || id])),
    segment: segments,
    template: new Map(templates.map(({ id, name }) => [id, name])),
  }
  const nameOf: World['nameOf'] = (kind, id) => names[kind].get(String(id)) ?? String(id ?? '…')
  return {
    isKnown: !may('schemas:read') || !listed.isPending,
    rules: { ...known, names: { ...known.names, segment: id => nameOf('segment', id) } },
    schemas: schemas.map(({ id, displayName, jsonSchema }) => ({
      id,
      name: displayName || id,
      properties: propertiesOf(jsonSchema),
    })),
    templates,
    nameOf,
  }
}

/** Wherever they stand: as a list of a step, in an entry, in a rule. */
function segmentsNamedIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  const { segmentId, listId, kind, id } = part as Readonly<Record<string, unknown>>
  const named = [segmentId, listId, kind === 'segment' ? id : undefined]
  return [
    ...named.filter((each): each is string => typeof each === 'string' && each !== ''),
    ...Object.values(part).flatMap(segmentsNamedIn),
  ]
}

interface Described {
  readonly type?: string | readonly string[]
  readonly displayName?: string
}

function propertiesOf(jsonSchema: Readonly<Record<string, unknown>>): readonly Property[] {
  return Object.entries((jsonSchema.properties ?? {}) as Record<string, Described>).map(
    ([name, { type, displayName }]) => ({
      name,
      label: displayName || name,
      type: (Array.isArray(type) ? type.find(each => each !== 'null') : type) ?? 'string',
    }),
  )
}

const ofPurchase: readonly Property[] = [
  { name: 'totalGrossPrice', label: 'Total price', type: 'number' },
  { name: 'currency', label: 'Currency', type: 'string' },
  { name: 'uniqueReceiptId', label: 'Receipt', type: 'string' },
]

/** What is known of the values of a fact. Others can be named, too. */
export function valuesOf(match: Match, world: World): readonly Property[] {
  if (match.kind === 'interaction')
    return world.schemas.find(({ id }) => id === match.schemaId)?.properties ?? []
  if (match.kind === 'purchase') return ofPurchase
  if (match.kind === 'contactUpdated')
    return [...world.rules.attributes].flatMap(([name, type]) => [
      { name: `now.${name}`, label: `${name}, now`, type },
      { name: `was.${name}`, label: `${name}, before`, type },
    ])
  if (match.kind === 'contactCreated')
    return [...world.rules.attributes].flatMap(([name, type]) =>
      type === 'object' ? [{ name: `now.${name}`, label: name, type }] : [],
    )
  if (match.kind === 'geofence') {
    const { attribute = usualAttribute } = match
    return [
      { name: `now.${attribute}`, label: `${attribute}, now`, type: 'object' },
      { name: `was.${attribute}`, label: `${attribute}, before`, type: 'object' },
    ]
  }
  return []
}

/** The values that a step can look at: of the entry, and of the contact. */
export function valuesOfRun(definition: Definition, world: World): readonly Property[] {
  const ofEntry = valuesOf(definition.entry, world).map(({ name, label, type }) => ({
    name: `entry.${name}`,
    label: `${label} of the entry`,
    type,
  }))
  const ofContact = [...world.rules.attributes].map(([name, type]) => ({
    name: `contact.${name}`,
    label: `${name} of the contact`,
    type,
  }))
  return [...ofEntry, ...ofContact]
}
