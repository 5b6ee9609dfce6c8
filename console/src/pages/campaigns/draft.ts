/** A campaign as it is being written. */
import type { Campaign } from './campaign-state.tsx'

export interface Draft {
  readonly name: string
  readonly kind: string
  readonly templateId: string | null
  readonly segmentId: string | null
  readonly perSecond: number | null
  /** JSON. */
  readonly context: string
}

export const newDraft: Draft = {
  name: '',
  kind: 'broadcast',
  templateId: null,
  segmentId: null,
  perSecond: null,
  context: '',
}

export const draftOf = (campaign: Campaign): Draft => ({
  name: campaign.name,
  kind: campaign.kind,
  templateId: campaign.templateId,
  segmentId: campaign.segmentId,
  perSecond: campaign.perSecond,
  context: Object.keys(campaign.context).length === 0 ? '' : JSON.stringify(campaign.context, null, 2),
})

/** What the server takes of a draft whose fields are filled in. */
export function bodyOf({ name, templateId, segmentId, perSecond, context, kind }: Draft) {
  const given = readContext(context)
  return {
    name: name.trim(),
    templateId: templateId ?? '',
    segmentId: kind === 'broadcast' ? segmentId : null,
    perSecond,
    context: typeof given === 'string' ? {} : given,
  }
}

/** The object, or what is wrong with the text. */
export function readContext(text: string): Record<string, unknown> | string {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'must be a JSON object'
  } catch (error) {
    return (error as Error).message
  }
}
