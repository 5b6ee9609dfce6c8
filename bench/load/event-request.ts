/** What is posted to the WebEngage dialect: an event of the weight of the sample interaction, or 25 of them. */
export interface EventPlace {
  readonly port: number
  readonly licenseCode: string
  readonly apiKey: string
}

export const eventsInBulk = 25

const event = (userId: string) => ({
  userId,
  eventName: 'Item Reused',
  eventTime: '2026-05-23T11:13:42+0000',
  eventData: { price: 100, created: '2011-11-03 at eight', name: 'Reused Item' },
})

export const eventRequest = (place: EventPlace) => post(place, 'events', event('u-1'))

export const bulkEventsRequest = (place: EventPlace) =>
  post(place, 'bulk-events', {
    events: Array.from({ length: eventsInBulk }, (_, index) => event(`u-${index}`)),
  })

function post({ port, licenseCode, apiKey }: EventPlace, path: string, content: object): string {
  const body = JSON.stringify(content)
  return [
    `POST /v1/accounts/${licenseCode}/${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${apiKey}`,
    'User-Agent: ParleyBench/1.0',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: keep-alive',
    '',
    body,
  ].join('\r\n')
}
