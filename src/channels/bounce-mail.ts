/**
 * Reads the mails that tell of other mails: delivery status notifications (RFC 3464) and complaints in the abuse
 * reporting format (RFC 5965). Other mails, such as answers of people and of machines, say nothing.
 *
 * Which send it was is known by the `Message-ID` of the mail that came back, or by the address that the notification
 * went to, which has the id of the send in it: `bounces+<id>@shop.example`.
 */
import type { Email } from 'postal-mime'
import type { Report } from '../domain/messaging/courier.ts'

/** More of a mail is not read: what counts stands before the mail that came back, or at its beginning. */
export const mostMailBytes = 512 * 1024
const mostRecipients = 20

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const idInMessageId = new RegExp(`<(${id})@[^<>\\s]+>`, 'i')
const idInAddress = new RegExp(`\\+(${id})@`, 'i')

/** What a mail tells. Empty when it tells nothing, or nothing of a send that can be known. */
export async function readBounceMail(raw: Buffer): Promise<Report[]> {
  const mail = await parse(raw.subarray(0, mostMailBytes))
  if (!mail) return []
  const sendId = sendIdIn(mail)
  if (sendId === undefined) return []
  const status = partOf(mail, 'message/delivery-status')
  if (status !== undefined) return ofStatus(status, sendId)
  const feedback = partOf(mail, 'message/feedback-report')
  return feedback === undefined ? [] : ofFeedback(feedback, sendId)
}

async function parse(raw: Buffer): Promise<Email | undefined> {
  try {
    const limits = { maxNestingDepth: 20, maxHeadersSize: 65_536 }
    const { default: PostalMime } = await import('postal-mime')
    return await PostalMime.parse(raw, {
      ...limits,
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
    })
  } catch {
    return undefined
  }
}

const partOf = ({ attachments }: Email, type: string): string | undefined => {
  const part = attachments.find(({ mimeType }) => mimeType === type)
  return part && String(part.content)
}

function sendIdIn(mail: Email): string | undefined {
  const original = partOf(mail, 'message/rfc822') ?? partOf(mail, 'text/rfc822-headers') ?? ''
  const end = original.search(/\r?\n\r?\n/)
  const fields = fieldsOf(end < 0 ? original : original.slice(0, end))
  const named = idInMessageId.exec(fields.get('message-id') ?? '') ?? idInMessageId.exec(mail.inReplyTo ?? '')
  if (named) return named[1]!.toLowerCase()
  const addresses = ['delivered-to', 'x-original-to', 'envelope-to', 'to']
  const given = mail.headers.filter(({ key }) => addresses.includes(key)).map(({ value }) => value)
  return given.map(text => idInAddress.exec(text)?.[1]?.toLowerCase()).find(found => found !== undefined)
}

/** Fields of a header by name, in lower case, with folded lines joined. */
function fieldsOf(text: string): Map<string, string> {
  const lines = text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap(line => {
      const colon = line.indexOf(':')
      return colon <= 0
        ? []
        : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
    }),
  )
}

/** One group of fields for the mail, and one for each of its recipients. */
function ofStatus(text: string, sendId: string): Report[] {
  const groups = text
    .trim()
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, mostRecipients + 1)
  return groups.map(fieldsOf).flatMap((fields): Report[] => {
    const action = fields.get('action')?.toLowerCase()
    if (action === 'delivered') return [{ sendId, outcome: 'delivered' }]
    if (action !== 'failed') return [] // delayed: it may yet arrive; relayed, expanded: nobody will say
    const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[^;]*;\s*/, '')
    const detail = `${fields.get('status') ?? ''} ${diagnostic}`.trim().slice(0, 500)
    return [
      {
        sendId,
        outcome: 'bounced',
        isPermanent: isPermanent(fields.get('status') ?? '', diagnostic),
        detail,
      },
    ]
  })
}

/**
 * Whether the address will never do (RFC 3463): it is none, or its mailbox is closed. A mailbox that is full, a mail that
 * is too long or looks like spam, and a server that was not reached in time say nothing about the address.
 */
function isPermanent(status: string, diagnostic: string): boolean {
  const vague = /^5\.0\.0\b/.test(status) || !/^\d\.\d{1,3}\.\d{1,3}/.test(status)
  const enhanced = vague ? (/\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(diagnostic)?.[1] ?? status) : status
  const [kind, subject, detail] = enhanced.split(/[.\s]/, 3)
  if (kind === '4') return false
  if (subject === '1') return detail !== '7' && detail !== '8' // those are of the sender's address
  if (subject === '2') return detail === '1' || detail === '0'
  if (subject !== '0' && subject !== undefined && subject !== '') return false
  return /^(550|551|553)\b/.test(diagnostic) // no more than that it was refused
}

const complaints = new Set(['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list'])

function ofFeedback(text: string, sendId: string): Report[] {
  const fields = fieldsOf(text)
  const type = fields.get('feedback-type')?.toLowerCase() ?? ''
  if (!complaints.has(type)) return [] // not-spam: the contact took it back
  return [
    {
      sendId,
      outcome: 'complained',
      detail: `${type} ${fields.get('user-agent') ?? ''}`.trim().slice(0, 500),
    },
  ]
}
