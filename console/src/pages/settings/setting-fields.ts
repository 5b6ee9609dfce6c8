/** The settings of a tenant in words for people, with how they are entered. The server says what it takes. */
import type { Answer } from '../../api/ask.ts'

export type Settings = Answer<'getTenant'>['settings']
export type SettingName = keyof Settings

export interface SettingField {
  readonly name: SettingName
  readonly label: string
  readonly about?: string
  /** Of a choice: what it may be. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /** After a number. */
  readonly unit?: string
}

interface FieldGroup {
  readonly title: string
  readonly fields: readonly SettingField[]
}

export const companyGroups: readonly FieldGroup[] = [
  {
    title: 'Place and money',
    fields: [
      { name: 'timeZone', label: 'Time zone', about: 'An IANA name: days and times of day are those there.' },
      {
        name: 'groupCurrency',
        label: 'Currency',
        about: 'To which exchange rates of receipts lead, such as SEK. Empty: each receipt has its own.',
      },
    ],
  },
  {
    title: 'What may be defined',
    fields: [
      { name: 'interactionSchemas', label: 'Schemas at most' },
      { name: 'segmentableProperties', label: 'Fields of a schema for segments' },
      { name: 'webhooks', label: 'Webhooks at most' },
      { name: 'orderStatuses', label: 'Order statuses', about: 'Empty: any.' },
      { name: 'paymentStatuses', label: 'Payment statuses', about: 'Empty: any.' },
      {
        name: 'universalControlGroupPercent',
        label: 'Universal control group',
        unit: '%',
        about: 'So many contacts enter no automation that observes it.',
      },
    ],
  },
  {
    title: 'Requests',
    fields: [
      {
        name: 'userAgent',
        label: 'Requests without a User-Agent',
        options: [
          { value: 'required', label: 'are refused' },
          { value: 'optional', label: 'are taken' },
        ],
      },
      {
        name: 'contentType',
        label: 'Content-Type: application/json is asked of',
        options: [
          { value: 'body', label: 'requests with a body' },
          { value: 'all', label: 'all requests' },
        ],
      },
      {
        name: 'dateTimeOffset',
        label: 'A date-time without an offset',
        options: [
          { value: 'optional', label: 'is taken as UTC' },
          { value: 'required', label: 'is refused' },
        ],
      },
      { name: 'requestsPerSecond', label: 'Requests in a second at most' },
      { name: 'advisedRequestsPerSecond', label: 'Requests in a second advised' },
      { name: 'createContactDeadlineMs', label: 'Time to create a contact', unit: 'ms' },
      { name: 'features', label: 'Features ahead of their release' },
    ],
  },
]

export const retentionFields: readonly SettingField[] = [
  {
    name: 'rejectedInteractionDays',
    label: 'Rejected interactions',
    unit: 'days',
    about: '0: until they are replayed or discarded.',
  },
  {
    name: 'sendsKeptDays',
    label: 'Sends that ended',
    unit: 'days',
    about: 'Their dedupe keys go with them.',
  },
  { name: 'outboxKeptDays', label: 'Captured messages in the outbox', unit: 'days' },
  { name: 'deliveryDays', label: 'Deliveries of webhooks that ended', unit: 'days' },
  { name: 'endedRunsKeptDays', label: 'Runs of automations that ended', unit: 'days' },
  {
    name: 'erasureWaitingDays',
    label: 'Erasures wait, and can be cancelled',
    unit: 'days',
    about: 'Those asked for by the WebEngage API.',
  },
]
