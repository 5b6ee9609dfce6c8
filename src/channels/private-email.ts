/** E-mail through a server of the company's own (WebEngage › Private ESP). */
import { normaliseEmail } from '../domain/contacts/email-address.ts'
import type { CourierKind, OutgoingMessage, ProviderSettings } from '../domain/messaging/courier.ts'
import type { Sender } from '../domain/messaging/template.ts'
import {
  campaignType,
  openPrivate,
  type PrivateFormat,
  privateRules,
  quickDelaysMs,
} from './private-provider.ts'
import { emailAddressCodes, readEmailReport } from './private-reports.ts'
import { isTextUpTo, settingFaults } from './setting-faults.ts'

const isAddress = (value: unknown) => typeof value === 'string' && normaliseEmail(value) !== undefined

function isSender(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { address, name, replyTo, ...more } = value as Record<string, unknown>
  const isName = name === undefined || isTextUpTo(200)(name)
  const isReplyTo = replyTo === undefined || isAddress(replyTo)
  return isAddress(address) && isName && isReplyTo && Object.keys(more).length === 0
}

const rules = {
  ...privateRules,
  from: { isNeeded: true, words: 'an object of address and perhaps name and replyTo', fits: isSender },
}

/** 9001 throttle, 9002 quota, 9003 and 9024 access, 9014 away, 9015 address not allowed, 9020, 9452, 9512: its own trouble. */
const format: PrivateFormat = {
  toBody,
  taken: 'SUCCESS',
  refused: 'ERROR',
  laterCodes: new Set([9001, 9002, 9003, 9014, 9015, 9020, 9024, 9452, 9512]),
  addressCodes: emailAddressCodes,
  busyCode: 9001,
  delaysMs: quickDelaysMs,
}

export const privateEmail: CourierKind = {
  name: 'private-email',
  channel: 'email',
  secretSettings: ['headers'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: settings => settings.knowsIds === true,
  open: (settings, concurrency, options) => openPrivate(settings, concurrency, options, format),
  readReports: (_settings, body) => readEmailReport(body).reports,
}

/** What the format has no place for, such as List-Unsubscribe, is among what is custom. */
function toBody(message: OutgoingMessage, settings: ProviderSettings, at: Date) {
  const own = settings.from as Sender
  const from = message.from ?? own
  const replyTo = from.replyTo ?? own.replyTo
  return {
    version: '1.0',
    email: {
      from: from.address,
      fromName: from.name ?? own.name ?? '',
      replyTo: replyTo === undefined ? [] : [replyTo],
      subject: message.subject ?? '',
      text: message.text ?? '',
      html: message.html ?? '',
      recipients: { to: [{ name: message.toName ?? '', email: message.to }], cc: [], bcc: [] },
      attachments: [],
    },
    metadata: {
      campaignType: campaignType(message),
      custom: { TrackerId: message.sendId, ...message.headers },
      timestamp: Math.floor(at.getTime() / 1000),
      messageId: message.sendId,
    },
  }
}
