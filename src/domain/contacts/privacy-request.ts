/**
 * A privacy request: what someone asks to be done with what is kept of a person, under a name of its own.
 *
 *              its time has come
 *   pending ───────────────────▶ done
 *      └──────── cancel ───────▶ cancelled
 *
 * Only an erasure waits, and can be cancelled meanwhile. A restriction refuses every channel, and re-enabling gives the
 * preferences of before back.
 */
export const privacyKinds = ['erasure', 'restriction', 're-enable', 'portability'] as const
export type PrivacyKind = (typeof privacyKinds)[number]

export interface PrivacyRequest {
  readonly id: string
  readonly kind: PrivacyKind
  readonly state: 'pending' | 'done' | 'cancelled'
  readonly dueAt: Date
}
