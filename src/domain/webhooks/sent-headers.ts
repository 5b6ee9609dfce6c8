/** What every message that is posted says of itself, beside the headers that its webhook adds. */
export const userAgent = 'Parley-Webhooks/1.0'

export const contentTypes = { json: 'application/json', xml: 'application/xml;charset=UTF-8' } as const

/** Under the names of Standard Webhooks, and under those of Svix, which receivers know better. */
export const signatureHeaders = (messageId: string, unixSeconds: number, signature: string) => ({
  'webhook-id': messageId,
  'webhook-timestamp': String(unixSeconds),
  'webhook-signature': signature,
  'svix-id': messageId,
  'svix-timestamp': String(unixSeconds),
  'svix-signature': signature,
})
