/** The one request that is posted to all servers: the seed's sample interaction, its date mended. */
export interface RequestPlace {
  readonly port: number
  readonly apiKey: string
  readonly contactId: string
}

export function sampleRequest({ port, apiKey, contactId }: RequestPlace): string {
  const body = JSON.stringify({
    contactId,
    schemaId: 'Reuse-Spring-2023',
    createdDate: '2026-05-23T11:13:42.074Z',
    payload: { price: 100, created: '2011-11-03T20:00:11', name: 'Reused Item' },
  })
  return [
    'POST /api/v3/interactions HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `apikey: ${apiKey}`,
    'User-Agent: ParleyBench/1.0',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: keep-alive',
    '',
    body,
  ].join('\r\n')
}
