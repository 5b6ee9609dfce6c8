import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { ask } from '../../api/ask.ts'
import { tellProblem } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { readText, toText } from './definition.ts'
import { sampleText } from './sample.ts'
import { TryPayload } from './TryPayload.tsx'
import type { DraftOfSchema } from './use-draft.ts'
import { useTrial } from './use-trial.ts'

interface Props {
  readonly schema: Schema
  readonly draft: DraftOfSchema
  /** Undefined before anything was put in. */
  readonly payload: string | undefined
  readonly onChange: (payload: string) => void
}

/** A payload against the present version, or against what somebody is changing. It begins with a sample. */
export function TryTab({ schema, draft, payload, onChange }: Props) {
  const client = useQueryClient()
  const { isDirty, text } = draft
  const trial = useTrial(schema.id, isDirty ? text : undefined, payload ?? '')

  const takeSample = useEffectEvent(async () => {
    const changed = isDirty ? readText(text) : undefined
    if (changed) return onChange(sampleText(changed))
    try {
      const input = { params: { schemaId: schema.id } }
      const queryFn = () => ask('getSamplePayload', input)
      const { payload: sample } = await client.fetchQuery({ queryKey: ['getSamplePayload', input], queryFn })
      onChange(toText(sample))
    } catch (error) {
      tellProblem(error as Error)
    }
  })
  const isEmpty = payload === undefined
  useEffect(() => {
    if (isEmpty) takeSample()
  }, [isEmpty])

  return (
    <TryPayload
      payload={payload ?? ''}
      onChange={onChange}
      trial={trial}
      isDraft={isDirty}
      onSample={() => {
        const changed = isDirty ? readText(text) : undefined
        onChange(changed ? sampleText(changed) : sampleText(schema.jsonSchema))
      }}
    />
  )
}
