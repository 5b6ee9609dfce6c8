import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Takes the messages of a broadcast, and knows under which ids each contact was sent one. */
export interface BroadcastReceiver {
  readonly url: string
  readonly idsOf: ReadonlyMap<string, ReadonlySet<string>>
  /** Posts of an id that was taken before. */
  repeated(): number
  close(): void
}

export async function receiveBroadcast(): Promise<BroadcastReceiver> {
  const idsOf = new Map<string, Set<string>>()
  let repeated = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { sendId, contactId } = JSON.parse(Buffer.concat(chunks).toString())
    const ids = idsOf.get(contactId) ?? new Set()
    if (ids.has(sendId)) repeated++
    idsOf.set(contactId, ids.add(sendId))
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    idsOf,
    repeated: () => repeated,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
