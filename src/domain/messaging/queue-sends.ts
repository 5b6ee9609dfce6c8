import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { ensureDirectLanes } from './lanes.sql.ts'
import type { Origin } from './send.ts'
import { sendFact } from './send-fact.ts'
import { insertSends, type SendToWrite, selectIdsByDedupeKey } from './sends.sql.ts'
import { selectTemplates } from './templates.sql.ts'

/** A send that is wanted. */
export interface NewSend {
  readonly contactId: string
  readonly templateId: string
  /** The template's. */
  readonly channel: string
  readonly origin: Origin
  /** What the template may use beside the contact: `{interaction: …}`. A JSON object. */
  readonly context: Readonly<Record<string, unknown>>
  /** Of all sends with the same key the first one is made. At most 500 characters. */
  readonly dedupeKey: string
  /** Without it: at once. */
  readonly dueAt?: Date
  /** When it is not sent by then, it is not sent. */
  readonly expiresAt?: Date
  /** Of a campaign that was started, its id. Without it: in the lane for what is sent singly. */
  readonly laneId?: string
}

export type QueueOutcome =
  /** `isNew` is false when another one with the same key was there before; the id is that one's. */
  | { readonly id: string; readonly isNew: boolean }
  | {
      readonly refusal:
        | 'contact-missing'
        | 'template-missing'
        | 'channel-wrong'
        | 'context-invalid'
        | 'key-invalid'
    }

const mostContextCharacters = 65_536

/**
 * Writes sends, which the sender then sends when they are due. Says of each what became of it. Preferences, consents
 * and the like are not asked here but when it is sent. Takes the head of the tenant's events.
 */
export async function queueSends(
  tx: Tx,
  tenantId: string,
  sends: readonly NewSend[],
  at: Date,
): Promise<QueueOutcome[]> {
  if (sends.length === 0) return []
  await lockEvents(tx, [tenantId])
  const templateIds = [...new Set(sends.map(send => send.templateId).filter(isUuid))]
  const templates = await selectTemplates(tx, tenantId, templateIds)
  const channels = new Map(templates.map(template => [template.id, template.channel]))
  const refusals = sends.map(send => refusalOf(send, channels.get(send.templateId.toLowerCase())))
  const direct = new Set(sends.flatMap((send, n) => (refusals[n] || send.laneId ? [] : [send.channel])))
  const lanes =
    direct.size > 0 ? await ensureDirectLanes(tx, tenantId, [...direct]) : new Map<string, string>()

  const ids = sends.map(() => newId())
  const wanted = sends.flatMap((send, n) =>
    refusals[n] ? [] : [toWrite(send, ids[n]!, send.laneId ?? lanes.get(send.channel)!, at)],
  )
  if (wanted.length === 0) return refusals.map(refusal => ({ refusal: refusal! }))
  const written = await insertSends(tx, tenantId, wanted, at)
  const others = wanted.filter(({ id }) => !written.has(id)).map(({ dedupeKey }) => dedupeKey)
  const earlier =
    others.length > 0 ? await selectIdsByDedupeKey(tx, tenantId, others) : new Map<string, string>()
  const facts = sends.flatMap((send, n) =>
    written.has(ids[n]!) ? [sendFact(tenantId, 'message.queued', { ...send, id: ids[n]! }, at)] : [],
  )
  await appendEvents(tx, facts)
  return sends.map((send, n): QueueOutcome => {
    const refusal = refusals[n]
    if (refusal) return { refusal }
    if (written.has(ids[n]!)) return { id: ids[n]!, isNew: true }
    const id = earlier.get(send.dedupeKey)
    return id === undefined ? { refusal: 'contact-missing' } : { id, isNew: false }
  })
}

function refusalOf(send: NewSend, templateChannel: string | undefined) {
  if (!isUuid(send.contactId)) return 'contact-missing'
  if (templateChannel === undefined) return 'template-missing'
  if (templateChannel !== send.channel) return 'channel-wrong'
  if (send.dedupeKey === '' || send.dedupeKey.length > 500 || !isStorableText(send.dedupeKey))
    return 'key-invalid'
  const isFine =
    storageFaults(send.context).length === 0 && JSON.stringify(send.context).length <= mostContextCharacters
  return isFine ? undefined : 'context-invalid'
}

const toWrite = (send: NewSend, id: string, laneId: string, at: Date): SendToWrite => ({
  id,
  contactId: send.contactId,
  templateId: send.templateId,
  channel: send.channel,
  laneId,
  originKind: send.origin.kind,
  originId: send.origin.id,
  originStep: send.origin.step ?? null,
  context: JSON.stringify(send.context),
  dedupeKey: send.dedupeKey,
  dueAt: send.dueAt ?? at,
  expiresAt: send.expiresAt ?? null,
})
