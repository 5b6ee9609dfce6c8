import Type, { type Static } from 'typebox'
import { readIdentified } from '../../../domain/contacts/read-identified.ts'
import { auditSends } from '../../../domain/messaging/audit-sends.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { storageFaults } from '../../../kernel/storable.ts'
import { Account, contain, container } from '../container.ts'
import { PageModel, pageFields, readPage, toWirePage } from '../paging.ts'
import { readTime } from '../read-time.ts'
import { AuditModel, toWireAudit } from './translate.ts'
import { auditedChannels, channelWords, toChannel } from './words.ts'

const Text = (most: number) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: most }))
const auditedMs = 15 * 86_400_000

const Filter = Type.Object({
  channel: Type.Optional(
    Type.Unsafe<string | readonly string[] | null>({
      type: ['string', 'array', 'null'],
      items: { type: 'string', maxLength: 20 },
      maxItems: 10,
      maxLength: 20,
      description: `${channelWords.join(', ')}; one, or a list.`,
    }),
  ),
  experimentId: Text(200),
  from: Text(40),
  to: Text(40),
  ...pageFields,
})

/** WebEngage › Campaign audit: what was sent to a user in the last fifteen days. What it answers is ours. */
export const auditCampaigns = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/campaign-audit',
  name: 'auditCampaigns',
  summary: 'All messages to a user in the last fifteen days',
  tag: 'Campaigns',
  scope: 'campaign-execution:write',
  versions: ['v2'],
  isNeverStored: true,
  params: Account,
  query: Type.Object({
    uid: Type.String({ minLength: 1, maxLength: 100, description: 'The id of the user.' }),
    format: Type.Optional(Type.String()),
  }),
  body: Type.Unsafe<Static<typeof Filter> | null>({ ...Filter, type: ['object', 'null'] }),
  replies: { 200: container(PageModel(AuditModel)) },
  async handle({ db, caller: { tenant }, query, body, now }) {
    const given = body ?? {}
    const faults: Fault[] = [...storageFaults(given)]
    const page = readPage(given, faults)
    const channels = readChannels(given.channel, faults)
    const earliest = new Date(now.getTime() - auditedMs)
    const from = readTime('from', given.from, faults)
    const to = readTime('to', given.to, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const contactId = await readIdentified(db, tenant, { kind: 'userId', value: query.uid.trim() })
    const filter = {
      contactId,
      channels,
      from: from && from > earliest ? from : earliest,
      to,
      origin: given.experimentId || undefined,
    }
    const { items, total } = await auditSends(db, tenant.id, filter, page)
    return { status: 200, body: contain(toWirePage(page, total, items.map(toWireAudit))) }
  },
})

function readChannels(given: string | readonly string[] | null | undefined, faults: Fault[]) {
  const words = [given ?? []].flat()
  if (words.length === 0) return auditedChannels
  const channels = words.map(toChannel)
  if (channels.includes(undefined))
    faults.push({ field: 'channel', message: `must be of ${channelWords.join(', ')}` })
  return channels.filter(channel => channel !== undefined)
}
