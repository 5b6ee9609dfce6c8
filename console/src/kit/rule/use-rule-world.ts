/** What a rule may name: schemas with their segmentable properties, templates, attributes in use. */
import { useAnswer } from '../../api/queries.ts'
import { useMay } from '../../session/session.tsx'
import type { Names } from './rule-words.ts'
import { segmentsIn, useSegmentNames } from './use-segment-names.ts'

export interface Property {
  readonly name: string
  readonly label: string
  readonly type: string
}

export interface KnownSchema {
  readonly id: string
  readonly label: string
  readonly properties: readonly Property[]
}

export interface RuleWorld {
  readonly schemas: readonly KnownSchema[]
  readonly templates: readonly { readonly id: string; readonly name: string }[]
  /** With the type that their values have. */
  readonly attributes: ReadonlyMap<string, string>
  readonly names: Names
}

const all = { query: { limit: 200 } } as const

/** With the names of what these rules refer to. */
export function useRuleWorld(...rules: readonly unknown[]): RuleWorld {
  const may = useMay()
  const schemas = (useAnswer('listSchemas', all, { enabled: may('schemas:read') }).data?.items ?? []).map(
    toKnown,
  )
  const segments = useSegmentNames([...new Set(rules.flatMap(segmentsIn))])
  const templates = useAnswer('listTemplates', all, { enabled: may('messages:read') }).data?.items ?? []
  const contacts = useAnswer('listContacts', { query: { limit: 100 } }, { enabled: may('contacts:read') })
  const values = (contacts.data?.items ?? []).flatMap(({ attributes }) => Object.entries(attributes))
  const attributes = new Map(
    values.filter(([, value]) => value !== null).map(([name, value]) => [name, typeof value]),
  )
  const schemaOf = (id: string | undefined) => schemas.find(schema => schema.id === id)
  return {
    schemas,
    templates,
    attributes,
    names: {
      schema: id => schemaOf(id)?.label ?? id,
      property: (schema, name) =>
        schemaOf(schema)?.properties.find(each => each.name === name)?.label ?? name,
      segment: id => segments.get(id) ?? `segment ${id}`,
    },
  }
}

interface Definition {
  readonly type?: string
  readonly displayName?: string
  readonly addToSegmentation?: string | boolean
}

function toKnown(schema: {
  id: string
  displayName: string
  jsonSchema: Record<string, unknown>
  learnt: boolean
}): KnownSchema {
  const properties = Object.entries((schema.jsonSchema.properties ?? {}) as Record<string, Definition>)
  return {
    id: schema.id,
    label: schema.displayName || schema.id,
    properties: properties
      .filter(([, definition]) => (schema.learnt ? definition.type !== 'object' : isSegmentable(definition)))
      .map(([name, { type = 'string', displayName }]) => ({ name, label: displayName || name, type })),
  }
}

const isSegmentable = ({ addToSegmentation }: Definition) =>
  String(addToSegmentation).toLowerCase() === 'true'
