/**
 * WhatsApp through a server of the company's own (WebEngage › Private WSP). A message is a text, or the template that its
 * payload names as the Cloud API has it: {template: {name, language, components}}. What the format has beside the
 * variables may stand in the payload as `templateData`, in the words of the format.
 */
import type { CourierKind, OutgoingMessage, ProviderSettings } from '../domain/messaging/courier.ts'
import {
  campaignType,
  openPrivate,
  type PrivateFormat,
  privateRules,
  toPrivateTime,
} from './private-provider.ts'
import { readWhatsappReport, whatsappAddressCodes } from './private-reports.ts'
import { isTextUpTo, settingFaults } from './setting-faults.ts'

const rules = {
  ...privateRules,
  from: { isNeeded: true, words: 'the number of the business', fits: isTextUpTo(50) },
}

/** As of SMS. The vendor asks one that is too busy again after minutes, which is the queue's to do. */
const format: PrivateFormat = {
  toBody,
  taken: 'whatsapp_accepted',
  refused: 'whatsapp_rejected',
  laterCodes: new Set([2000, 2001, 2005, 2011, 2015]),
  addressCodes: whatsappAddressCodes,
  busyCode: 2015,
  delaysMs: [],
}

export const privateWhatsapp: CourierKind = {
  name: 'private-whatsapp',
  channel: 'whatsapp',
  secretSettings: ['headers'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: settings => settings.knowsIds === true,
  open: (settings, concurrency, options) => openPrivate(settings, concurrency, options, format),
  readReports: (_settings, body) => readWhatsappReport(body).reports,
}

function toBody(message: OutgoingMessage, { from }: ProviderSettings, at: Date) {
  return {
    version: '1.0',
    whatsAppData: {
      toNumber: message.to,
      fromNumber: message.from?.address ?? from,
      templateData: { ...toTemplateData(message), ...objectIn(message.payload, 'templateData') },
      customData: { UUID: message.sendId },
    },
    metadata: {
      campaignType: campaignType(message),
      timestamp: toPrivateTime(at),
      messageId: message.sendId,
    },
  }
}

function toTemplateData({ payload, text }: OutgoingMessage): object {
  const template = objectIn(payload, 'template')
  if (!template) return { templateName: '', language: '', type: 'TEXT', message: text ?? '' }
  const language = objectIn(template, 'language')?.code ?? template.language
  const components = Array.isArray(template.components) ? template.components : []
  const parametersOf = (kind: string, subType?: string): Readonly<Record<string, unknown>>[] =>
    components
      .filter(
        each => isObject(each) && isSame(each.type, kind) && (!subType || isSame(each.sub_type, subType)),
      )
      .flatMap(({ parameters }) => (Array.isArray(parameters) ? parameters.filter(isObject) : []))
  const [header] = parametersOf('header')
  const [button] = parametersOf('button', 'url')
  const [code] = parametersOf('button', 'copy_code')
  return {
    templateName: template.name,
    language,
    type: 'TEXT',
    templateVariables: parametersOf('body').map(({ text: value }) => String(value ?? '')),
    ...(header && toHeader(header)),
    ...(button && { buttonUrlParam: String(button.text ?? '') }),
    ...(code && { copyCodeText: String(code.coupon_code ?? '') }),
  }
}

function toHeader(header: Readonly<Record<string, unknown>>): object {
  const kind = String(header.type)
  if (kind === 'text') return { header: header.text }
  const media = objectIn(header, kind) ?? {}
  if (kind === 'location') {
    const { latitude, longitude, name: locationName, address: locationAddress } = media
    return { type: 'LOCATION', latitude, longitude, locationName, locationAddress }
  }
  const isMedia = ['image', 'video', 'document'].includes(kind)
  return isMedia ? { type: kind.toUpperCase(), mediaUrl: media.link, fileName: media.filename } : {}
}

const isSame = (value: unknown, word: string) => typeof value === 'string' && value.toLowerCase() === word

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  const own = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return isObject(own) ? own : undefined
}
