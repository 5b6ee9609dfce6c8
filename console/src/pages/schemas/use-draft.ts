import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { readText, toText } from './definition.ts'

interface Draft {
  readonly displayName: string
  readonly text: string
  /** Which version it began from. */
  readonly version: number
}

const draftOf = ({ displayName, jsonSchema, version }: Schema): Draft => ({
  displayName,
  text: toText(jsonSchema),
  version,
})

/** What somebody changed of a schema and did not save yet. It stays while they look at other tabs. */
export function useDraft(schema: Schema) {
  const [draft, setDraft] = useState<Draft>()
  const present = draftOf(schema)
  const { displayName, text, version } = draft ?? present
  const params = { schemaId: schema.id }
  const options = {
    changes: ['getSchema', 'listSchemas', 'listSchemaVersions', 'getSamplePayload'],
    done: 'Saved',
    showsProblem: true,
    onDone: () => setDraft(undefined),
  } as const
  const update = useDeed('updateSchema', options)
  const register = useDeed('createSchema', options)
  const save = schema.learnt ? register : update
  const isDirty = draft !== undefined && (text !== present.text || displayName !== present.displayName)

  return {
    displayName,
    text,
    isDirty,
    isBusy: save.isPending,
    error: isProblem(save.error, 'version-mismatch') ? null : save.error,
    /** Somebody else changed the schema since this was begun. */
    isOvertaken: isDirty && !save.isPending && (version !== schema.version || isMismatch(save.error)),
    change(part: { readonly displayName?: string; readonly text?: string }) {
      const next = { displayName, text, version, ...part }
      if (next.text !== text || next.displayName !== displayName) setDraft(next)
    },
    /** The present version is what is changed from now on, and what was entered stays. */
    goOnWithMine() {
      save.reset()
      setDraft({ displayName, text, version: schema.version })
    },
    drop() {
      save.reset()
      setDraft(undefined)
    },
    save() {
      const body = { displayName: displayName.trim(), jsonSchema: readText(text) }
      if (schema.learnt) register.mutate({ body: { id: schema.id, ...body } })
      else update.mutate({ params, body, headers: { 'if-match': `"${version}"` } })
    },
  }
}

const isMismatch = (error: Error | null) => isProblem(error, 'version-mismatch')

export type DraftOfSchema = ReturnType<typeof useDraft>
