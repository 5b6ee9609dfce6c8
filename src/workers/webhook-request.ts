/** What is sent of a delivery: where to, with which headers; and whether the answer to it is a success. */
import type { DueDelivery } from '../domain/webhooks/claim-deliveries.ts'
import type { Destination } from '../domain/webhooks/destination.ts'
import type { WebhookFace } from '../domain/webhooks/face.ts'
import { contentTypes, signatureHeaders, userAgent } from '../domain/webhooks/sent-headers.ts'
import { sign } from '../domain/webhooks/signature.ts'
import { webhookFaces } from './webhook-faces.ts'
import type { PostAnswer } from './webhook-post.ts'

export interface WebhookRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** Signed, unless the face has another way to say who sends. */
export function toRequest(destination: Destination, delivery: DueDelivery, wall: Date): WebhookRequest {
  const face = faceOf(destination)
  const shared = {
    ...destination.headers,
    'content-type': contentTypes[destination.format],
    'user-agent': userAgent,
  }
  if (!face?.introduce)
    return { url: destination.url, headers: { ...shared, ...signatureOf(destination, delivery, wall) } }
  const { secret, tenant } = destination
  const { query, headers } = face.introduce({ ...delivery, secret, tenant })
  const url = new URL(destination.url)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { url, headers: { ...shared, ...headers } }
}

function signatureOf(destination: Destination, { messageId, body }: DueDelivery, wall: Date) {
  const timestamp = Math.floor(wall.getTime() / 1000)
  const signature = sign(destination.keysAt(wall), messageId, timestamp, body)
  return signatureHeaders(messageId, timestamp, signature)
}

/** The answer, with a problem when its status is a success to others but not to this dialect. */
export function judge(destination: Destination, answer: PostAnswer): PostAnswer {
  const only = faceOf(destination)?.deliveredStatus
  const { status, problem } = answer
  if (only === undefined || problem !== null || status === null || status === only) return answer
  return status >= 200 && status < 300
    ? { ...answer, problem: `answered with ${status}, and only ${only} counts as delivered` }
    : answer
}

const faces: ReadonlyMap<string, WebhookFace> = new Map(webhookFaces.map(face => [face.dialect, face]))
const faceOf = ({ dialect }: Destination) => faces.get(dialect)
