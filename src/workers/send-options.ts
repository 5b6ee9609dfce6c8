import type { CourierOptions } from '../domain/messaging/courier.ts'

/** How messages are sent. */
export interface MessageSenderOptions extends CourierOptions {
  /** Where the links in messages lead, without a slash at the end. */
  publicUrl(): string
  /** Whether no other process can have the database: then what one that died had in hand is settled at once. */
  readonly isAlone: boolean
  /** In hand altogether, and of one lane. */
  readonly mostInHand: number
  readonly mostPerLane: number
  /** So long a claim is ours; a hand-over makes it begin anew. More than a courier takes at most. */
  readonly leaseMs: number
  /** How often to look for what no signal told of. */
  readonly sweepMs: number
  /** So long a provider that was not there is asked after the others. */
  readonly restMs: number
}

export const messageSenderDefaults: MessageSenderOptions = {
  allowPrivate: false,
  allowPrivateDevices: false,
  isAlone: false,
  publicUrl: () => 'http://127.0.0.1:8080',
  mostInHand: 2000,
  mostPerLane: 400,
  leaseMs: 120_000,
  sweepMs: 1000,
  restMs: 30_000,
}
