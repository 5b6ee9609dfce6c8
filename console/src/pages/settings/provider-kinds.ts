import type { Answer } from '../../api/ask.ts'

export type Provider = Answer<'listProviders'>['items'][number]

/** By channel, with settings to begin with; docs/messages.md tells all of them. The server says what is wrong. */
export const providerKinds: readonly {
  readonly kind: string
  readonly channel: string
  readonly label: string
  readonly settings: object
}[] = [
  {
    kind: 'smtp',
    channel: 'email',
    label: 'E-mail by a mail server (SMTP)',
    settings: {
      host: 'mail.example.com',
      port: 587,
      security: 'starttls',
      user: 'news',
      password: 'change me',
      from: { address: 'news@example.com', name: 'Example' },
    },
  },
  {
    kind: 'sms-http',
    channel: 'sms',
    label: 'SMS by HTTP',
    settings: {
      url: 'https://sms.example.com/send',
      headers: { authorization: 'Bearer …' },
      body: '{"to": {{ message.to | json }}, "from": {{ message.from | json }}, "text": {{ message.text | json }}}',
      from: 'Example',
    },
  },
  { kind: 'outbox', channel: 'email', label: 'E-mail captured in the outbox', settings: {} },
  { kind: 'outbox', channel: 'sms', label: 'SMS captured in the outbox', settings: {} },
]
