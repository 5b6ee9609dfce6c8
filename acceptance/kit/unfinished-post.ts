import { openRaw, type RawConnection } from './raw-connection.ts'
import type { Server } from './server.ts'

/** A request that is under way: the server has its head and asked for the body, which `finish` sends. */
export interface UnfinishedPost extends RawConnection {
  finish(): void
}

export async function beginPost(server: Server): Promise<UnfinishedPost> {
  const { contactId, schemaId } = server.demo.sample
  const body = JSON.stringify({ contactId, schemaId, payload: { name: 'Slow' } })
  const connection = await openRaw(server.url)
  connection.send(
    [
      'POST /api/v3/interactions HTTP/1.1',
      'Host: localhost',
      'User-Agent: Slow/1.0',
      `apikey: ${server.demo.voyado.apiKey}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  )
  await connection.hear('100 Continue')
  connection.send(body.slice(0, 10))
  return { ...connection, finish: () => connection.send(body.slice(10)) }
}
