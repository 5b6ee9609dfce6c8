/** SMS through a server of the company's own (WebEngage › Private SSP). */
import type { CourierKind, OutgoingMessage, ProviderSettings } from '../domain/messaging/courier.ts'
import {
  campaignType,
  openPrivate,
  type PrivateFormat,
  privateRules,
  quickDelaysMs,
  toPrivateTime,
} from './private-provider.ts'
import { readSmsReport, smsAddressCodes } from './private-reports.ts'
import { isTextUpTo, settingFaults } from './setting-faults.ts'

const name = { words: 'a text of 1 to 100 characters', fits: isTextUpTo(100) }

/** Who sends in India names both ids of its register (DLT), and gets version 2.0 of the format. */
const rules = {
  ...privateRules,
  from: { isNeeded: true, words: 'a number or a name of at most 50 characters', fits: isTextUpTo(50) },
  principalEntityId: name,
  contentTemplateId: name,
}

/** 2000 no credit, 2001 address not allowed, 2005 and 2011 access, 2015 throttle: its own trouble. */
const format: PrivateFormat = {
  toBody,
  taken: 'sms_accepted',
  refused: 'sms_rejected',
  laterCodes: new Set([2000, 2001, 2005, 2011, 2015]),
  addressCodes: smsAddressCodes,
  busyCode: 2015,
  delaysMs: quickDelaysMs,
}

export const privateSms: CourierKind = {
  name: 'private-sms',
  channel: 'sms',
  secretSettings: ['headers'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: settings => settings.knowsIds === true,
  open: (settings, concurrency, options) => openPrivate(settings, concurrency, options, format),
  readReports: (_settings, body) => readSmsReport(body).reports,
}

function toBody(message: OutgoingMessage, settings: ProviderSettings, at: Date) {
  const { principalEntityId, contentTemplateId, from } = settings
  const isIndian = principalEntityId !== undefined || contentTemplateId !== undefined
  return {
    version: isIndian ? '2.0' : '1.0',
    smsData: {
      toNumber: message.to,
      fromNumber: message.from?.address ?? from,
      body: message.text ?? '',
    },
    metadata: {
      campaignType: campaignType(message),
      custom: { UUID: message.sendId },
      timestamp: toPrivateTime(at),
      messageId: message.sendId,
      ...(isIndian && { indiaDLT: { contentTemplateId, principalEntityId } }),
    },
  }
}
