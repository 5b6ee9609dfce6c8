import type { Answer } from '../../api/ask.ts'

export type Provider = Answer<'listProviders'>['items'][number]

/** One setting, and how it is entered. Without a form: a line of text. */
export interface ProviderField {
  /** In the settings; of one within an object `from.address`. */
  readonly name: string
  readonly label: string
  readonly about?: string
  readonly form?: 'secret' | 'number' | 'yes' | 'long' | 'pairs' | readonly string[]
  readonly isNeeded?: boolean
  readonly example?: string
}

export interface ProviderKind {
  readonly kind: string
  readonly channel: string
  readonly label: string
  /** Said above the fields. */
  readonly about?: string
  readonly fields: readonly ProviderField[]
  /** What it posts about messages later goes to an address that is shown. */
  readonly hasReports?: boolean
}

const knowsIds: ProviderField = {
  name: 'knowsIds',
  label: 'It takes an id only once',
  about: 'Then a message is handed over again when nobody knows whether it arrived.',
  form: 'yes',
}
const url: ProviderField = {
  name: 'url',
  label: 'Address',
  isNeeded: true,
  example: 'https://sms.example.com/send',
}
const headers: ProviderField = {
  name: 'headers',
  label: 'Headers',
  about: 'One a line, as in “Authorization: Bearer …”. They are secrets.',
  form: 'pairs',
}
const sender: readonly ProviderField[] = [
  { name: 'from.address', label: 'From', isNeeded: true, example: 'news@example.com' },
  { name: 'from.name', label: 'Name of the sender', example: 'Example' },
  { name: 'from.replyTo', label: 'Answers go to', example: 'help@example.com' },
]
const from: ProviderField = { name: 'from', label: 'From', about: 'A number, or a name.', isNeeded: true }
const ownServer = 'A server of your own that speaks the format of WebEngage’s private providers.'

/** By channel. What has no field here is entered as JSON; docs/messages.md tells all. The server says what is wrong. */
export const providerKinds: readonly ProviderKind[] = [
  {
    kind: 'smtp',
    channel: 'email',
    label: 'E-mail by a mail server (SMTP)',
    about: 'A signature (dkim) and a mailbox of what came back (mailbox) are entered as JSON.',
    fields: [
      { name: 'host', label: 'Mail server', isNeeded: true, example: 'mail.example.com' },
      { name: 'port', label: 'Port', form: 'number', example: '587' },
      { name: 'security', label: 'Security', form: ['starttls', 'tls', 'none'] },
      { name: 'user', label: 'User' },
      { name: 'password', label: 'Password', form: 'secret' },
      ...sender,
      { name: 'bounceTo', label: 'Bounces go to', example: 'bounces@example.com' },
    ],
  },
  {
    kind: 'private-email',
    channel: 'email',
    label: 'E-mail by a server of your own (private ESP)',
    about: ownServer,
    fields: [url, ...sender, headers, knowsIds],
    hasReports: true,
  },
  {
    kind: 'sms-http',
    channel: 'sms',
    label: 'SMS by HTTP',
    fields: [
      url,
      { ...from, isNeeded: false },
      { name: 'method', label: 'Method', form: ['POST', 'PUT'] },
      headers,
      {
        name: 'body',
        label: 'Body',
        about: 'In Liquid, with message.to, message.from, message.text and message.id.',
        form: 'long',
        isNeeded: true,
        example: '{"to": {{ message.to | json }}, "text": {{ message.text | json }}}',
      },
      { name: 'reference', label: 'What it calls a message', about: 'In Liquid: {{ reply.body.id }}' },
      knowsIds,
    ],
    hasReports: true,
  },
  {
    kind: 'private-sms',
    channel: 'sms',
    label: 'SMS by a server of your own (private SSP)',
    about: ownServer,
    fields: [
      url,
      from,
      headers,
      {
        name: 'principalEntityId',
        label: 'Principal entity',
        about: 'Of India’s register, with the template.',
      },
      { name: 'contentTemplateId', label: 'Content template' },
      knowsIds,
    ],
    hasReports: true,
  },
  {
    kind: 'whatsapp-cloud',
    channel: 'whatsapp',
    label: 'WhatsApp (Cloud API of Meta)',
    about: 'For reports give the app secret and a token of your own, and tell Meta the address for reports.',
    fields: [
      {
        name: 'phoneNumberId',
        label: 'Phone number id',
        about: 'Digits, not the number itself.',
        isNeeded: true,
      },
      { name: 'accessToken', label: 'Access token', form: 'secret', isNeeded: true },
      { name: 'appSecret', label: 'App secret', form: 'secret' },
      { name: 'verifyToken', label: 'Verify token', form: 'secret' },
      { name: 'version', label: 'Version', example: 'v23.0' },
      {
        name: 'url',
        label: 'Address',
        about: 'Where it is not Meta’s.',
        example: 'https://graph.facebook.com',
      },
    ],
    hasReports: true,
  },
  {
    kind: 'private-whatsapp',
    channel: 'whatsapp',
    label: 'WhatsApp by a server of your own (private WSP)',
    about: ownServer,
    fields: [url, { ...from, about: 'The number of the business.' }, headers, knowsIds],
    hasReports: true,
  },
  {
    kind: 'fcm',
    channel: 'push',
    label: 'Push to apps (Firebase Cloud Messaging)',
    about: 'The key file of a service account (serviceAccount) is entered as JSON, or an access token here.',
    fields: [
      { name: 'projectId', label: 'Project', isNeeded: true },
      { name: 'accessToken', label: 'Access token', form: 'secret' },
      {
        name: 'url',
        label: 'Address',
        about: 'Where it is not Google’s.',
        example: 'https://fcm.googleapis.com',
      },
    ],
  },
  {
    kind: 'web-push',
    channel: 'webPush',
    label: 'Push to browsers (VAPID)',
    about: 'A pair of keys is made when you give none. The public one is for your site.',
    fields: [
      {
        name: 'subject',
        label: 'Whom a push service may write to',
        isNeeded: true,
        example: 'mailto:push@example.com',
      },
      { name: 'publicKey', label: 'Public key' },
      { name: 'privateKey', label: 'Private key', form: 'secret' },
      { name: 'ttl', label: 'Seconds that a message is kept', form: 'number', example: '86400' },
      { name: 'urgency', label: 'Urgency', form: ['very-low', 'low', 'normal', 'high'] },
    ],
  },
  {
    kind: 'webhook',
    channel: 'webhook',
    label: 'A webhook of your own',
    fields: [
      { ...url, example: 'https://shop.example/messages' },
      {
        name: 'secret',
        label: 'Secret',
        about: 'whsec_ and 24 to 64 bytes in base64.',
        form: 'secret',
        isNeeded: true,
      },
      knowsIds,
    ],
  },
  ...[
    ['email', 'E-mail'],
    ['sms', 'SMS'],
    ['whatsapp', 'WhatsApp messages'],
    ['push', 'Push to apps'],
    ['webPush', 'Push to browsers'],
  ].map(([channel = '', words]) => ({
    kind: 'outbox',
    channel,
    label: `${words} captured in the outbox`,
    about: 'Nothing leaves this server.',
    fields: [],
  })),
]

export const kindOf = ({ kind, channel }: Provider): ProviderKind | undefined =>
  providerKinds.find(each => each.kind === kind && each.channel === channel)
