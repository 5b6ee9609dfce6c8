import Type from 'typebox'
import type { ApiKey } from '../../../domain/accounts/api-key.ts'
import type { WebhookHealth } from '../../../domain/webhooks/webhook-health.ts'
import type { ConsumerLag } from '../../../storage/log/lag.ts'

const kinds = [
  'rejected-interactions',
  'webhook-disabled',
  'webhook-failing',
  'deliveries-failed',
  'segment-failing',
  'sends-failed',
  'work-failing',
  'key-expires',
] as const

export const Attention = Type.Object({
  kind: Type.Union(kinds.map(kind => Type.Literal(kind))),
  subject: Type.Union([Type.String(), Type.Null()], { description: 'The id of what it is about, if any.' }),
  detail: Type.String(),
})

interface Item {
  readonly kind: (typeof kinds)[number]
  readonly subject: string | null
  readonly detail: string
}

const soonMs = 14 * 24 * 3_600_000

export interface Figures {
  readonly rejected: number
  readonly webhooks: readonly WebhookHealth[]
  readonly segments: readonly { readonly id: string; readonly name: string; readonly last_error: string }[]
  readonly unsent: number
  readonly lags: readonly Pick<ConsumerLag, 'consumer' | 'failing' | 'lastError'>[]
  readonly keys: readonly ApiKey[]
}

/** What somebody should look at, the most pressing first. */
export function attentionTo(figures: Figures, wall: Date): Item[] {
  const { rejected, webhooks, segments, unsent, lags, keys } = figures
  const about = (kind: Item['kind'], subject: string | null, detail: string): Item => ({
    kind,
    subject,
    detail,
  })
  const isSoon = ({ expiresAt, revokedAt }: ApiKey) =>
    !revokedAt && expiresAt && expiresAt > wall && expiresAt.getTime() < wall.getTime() + soonMs
  return [
    ...lags
      .filter(({ failing }) => failing > 0)
      .map(({ consumer, lastError }) => about('work-failing', consumer, lastError ?? 'It fails.')),
    ...webhooks
      .filter(({ state }) => state === 'disabled')
      .map(({ id, disabledReason }) =>
        about('webhook-disabled', id, disabledReason ?? 'It is switched off.'),
      ),
    ...webhooks
      .filter(({ state }) => state === 'failing')
      .map(({ id, failingSince }) =>
        about('webhook-failing', id, `Nothing but failures since ${failingSince!.toISOString()}.`),
      ),
    ...webhooks
      .filter(({ failed }) => failed > 0)
      .map(({ id, failed }) => about('deliveries-failed', id, `${failed} failed for good in a day.`)),
    ...(rejected > 0
      ? [about('rejected-interactions', null, `${rejected} were rejected in the last hour.`)]
      : []),
    ...(unsent > 0 ? [about('sends-failed', null, `${unsent} of a day failed, bounced or got lost.`)] : []),
    ...segments.map(({ id, name, last_error }) => about('segment-failing', id, `${name}: ${last_error}`)),
    ...keys
      .filter(isSoon)
      .map(({ id, name, expiresAt }) =>
        about('key-expires', id, `${name} ends ${expiresAt!.toISOString()}.`),
      ),
  ]
}
