/**
 * What private providers tell later of messages that they took (WebEngage › Private ESP, SSP, WSP › Delivery status
 * notifications). Each tells of one message, which `messageId` names: the id of its send. Fields that are not looked at
 * are passed over, whatever they hold.
 */
import type { Report } from '../domain/messaging/courier.ts'
import type { Fault } from '../kernel/domain-error.ts'
import { readCode } from './private-provider.ts'

/** The report, or what is wrong with it, each with its field. */
export interface ReadReport {
  readonly reports?: Report[]
  readonly faults: readonly Fault[]
}

/** 9007 hard bounce, 9010 suppressed, 9018 bad address, 9021 no such mailbox. */
export const emailAddressCodes: ReadonlySet<number> = new Set([9007, 9010, 9018, 9021])
/** 2003 bad number, 3000 blacklisted. */
export const smsAddressCodes: ReadonlySet<number> = new Set([2003, 3000])
/** 2003 bad number, 2006 blocked by the user. */
export const whatsappAddressCodes: ReadonlySet<number> = new Set([2003, 2006])

/** 9006 soft bounce, 9013 expired, 9019 mailbox full: the address may do another time. */
const passingCodes: ReadonlySet<number> = new Set([9006, 9013, 9019])

type ToOutcome = (code: number) => Pick<Report, 'outcome' | 'isPermanent'>

const toDelivered: ToOutcome = () => ({ outcome: 'delivered' })
const toRead: ToOutcome = () => ({ outcome: 'read' })
const toUnsubscribed: ToOutcome = () => ({ outcome: 'unsubscribed' })
const toComplained: ToOutcome = () => ({ outcome: 'complained' })
const toBounced: ToOutcome = code => ({ outcome: 'bounced', isPermanent: !passingCodes.has(code) })
const toFailedBy =
  (addressCodes: ReadonlySet<number>): ToOutcome =>
  code =>
    addressCodes.has(code) ? { outcome: 'bounced', isPermanent: true } : { outcome: 'failed' }

/** The table of the vendor's page says SENT and its text DELIVERED; nothing else tells that a mail arrived. */
export const readEmailReport = (body: unknown): ReadReport =>
  readReport(body, 'event', 'message', {
    SENT: toDelivered,
    DELIVERED: toDelivered,
    BOUNCE: toBounced,
    UNSUBSCRIBE: toUnsubscribed,
    SPAM: toComplained,
  })

/** `sms_sent` is the only word for one that arrived: that it was taken was the answer to the request. */
export const readSmsReport = (body: unknown): ReadReport =>
  readReport(body, 'status', 'message', {
    sms_sent: toDelivered,
    sms_failed: toFailedBy(smsAddressCodes),
  })

export const readWhatsappReport = (body: unknown): ReadReport =>
  readReport(body, 'status', 'reason', {
    whatsapp_sent: toDelivered,
    whatsapp_failed: toFailedBy(whatsappAddressCodes),
    whatsapp_read: toRead,
  })

function readReport(
  body: unknown,
  wordField: string,
  detailField: string,
  words: Readonly<Record<string, ToOutcome>>,
): ReadReport {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { faults: [{ field: 'body', message: 'must be object' }] }
  const given = body as Readonly<Record<string, unknown>>
  const faults: Fault[] = []
  const { messageId, statusCode } = given
  const [word, detail] = [given[wordField], given[detailField]]
  const isId = typeof messageId === 'string' && messageId !== '' && messageId.length <= 500
  if (!isId) faults.push({ field: 'messageId', message: 'must be a text of 1 to 500 characters' })
  const toOutcome = typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined
  if (!toOutcome)
    faults.push({ field: wordField, message: `must be one of ${Object.keys(words).join(', ')}` })
  const code = readCode(statusCode)
  const hasCode = statusCode !== undefined && statusCode !== null
  if (hasCode && code === undefined) faults.push({ field: 'statusCode', message: 'must be an integer' })
  const hasDetail = detail !== undefined && detail !== null
  if (hasDetail && typeof detail !== 'string') faults.push({ field: detailField, message: 'must be string' })
  if (faults.length > 0 || !toOutcome) return { faults }
  const told = [code, detail].filter(each => each !== undefined && each !== null && each !== '').join(' ')
  const report: Report = {
    sendId: messageId as string,
    ...toOutcome(code ?? -1),
    ...(told !== '' && { detail: told.slice(0, 500) }),
  }
  return { reports: [report], faults: [] }
}
