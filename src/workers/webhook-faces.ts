import { parleyFace } from '../dialects/parley/webhooks/face.ts'
import { voyadoFace } from '../dialects/voyado/webhooks/face.ts'
import { webengageFace } from '../dialects/webengage/webhooks/face.ts'
import type { WebhookFace } from '../domain/webhooks/face.ts'

/** The dialects that have webhooks. */
export const webhookFaces: readonly WebhookFace[] = [voyadoFace, webengageFace, parleyFace]
