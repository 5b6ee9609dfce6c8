/** For whom a template is shown and because of what: from the address of the page, else the newest contact. */
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import type { TemplateSearch } from './templates-search.ts'
import type { Context } from './use-preview.ts'

export interface Occasion {
  readonly contactId: string | undefined
  readonly interactions: readonly {
    readonly id: string
    readonly schemaId: string
    readonly createdAt: string
  }[]
  readonly interactionId: string | undefined
  /** What the send would bring. */
  readonly context: Context
  /** More of it, as JSON. */
  readonly more: string
  readonly moreFault: string | undefined
  setMore(text: string): void
}

export function useOccasion({ contact, interaction }: TemplateSearch): Occasion {
  const may = useMay()
  const [more, setMore] = useState('')
  const newest = useAnswer(
    'listContacts',
    { query: { limit: 1 } },
    { enabled: contact === undefined && may('contacts:read') },
  )
  const contactId = contact ?? newest.data?.items[0]?.id
  const query = { limit: 20, ...(contactId !== undefined && { contactId }) }
  const enabled = contactId !== undefined && may('interactions:read')
  const interactions = useAnswer('listInteractions', { query }, { enabled }).data?.items ?? []
  useLive(['interaction.*'], ['listInteractions'], contactId)
  const payload = interactions.find(({ id }) => id === interaction)?.payload
  const given = readObject(more)
  return {
    contactId,
    interactions,
    interactionId: interaction,
    // As an automation gives it when it was begun by this.
    context: {
      ...(payload && { interaction: payload, event: payload, run: { entry: payload } }),
      ...(typeof given === 'object' && given),
    },
    more,
    moreFault: typeof given === 'string' ? given : undefined,
    setMore,
  }
}

function readObject(text: string): Context | string {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Context)
      : 'must be a JSON object'
  } catch (error) {
    return (error as Error).message
  }
}
