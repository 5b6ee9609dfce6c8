/** A courier hands messages over to a provider, such as a mail server. `src/channels` has one for each kind. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Fault } from '../../kernel/domain-error.ts'
import type { Device } from './device.ts'
import type { Payload } from './payload.ts'
import type { SendChannel } from './send-channel.ts'
import type { Sender } from './template.ts'

/** A message as it is to leave. */
export interface OutgoingMessage {
  readonly sendId: string
  readonly contactId: string
  readonly channel: SendChannel
  /** Of push, the newest of its devices. */
  readonly to: string
  /** The name of whom it is for, as far as it is known. */
  readonly toName: string | null
  /** Of push: all devices that it goes to. */
  readonly devices: readonly Device[]
  /** Without it, the provider's own. */
  readonly from: Sender | null
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly payload: Payload | null
  readonly headers: Readonly<Record<string, string>>
  /** Sent because of something that the contact did, not to advertise. */
  readonly isTransactional: boolean
}

/** How a hand-over ended. Devices that are gone, by id, get nothing more. */
export type Handover = HandoverEnd & { readonly goneDevices?: readonly string[] }

type HandoverEnd =
  | { readonly kind: 'accepted'; readonly reference: string | null }
  /** The provider has it not and will never have it; `isAddress` when that is because of the address. */
  | { readonly kind: 'refused'; readonly isAddress: boolean; readonly detail: string }
  /** The provider has it certainly not: another one, or later. */
  | { readonly kind: 'unavailable'; readonly detail: string }
  /** It may have it or not. */
  | { readonly kind: 'unknown'; readonly detail: string }

export interface Courier {
  /** Never rejects, and ends within some time. */
  deliver(message: OutgoingMessage): Promise<Handover>
  close(): void
}

/**
 * What may be said of a message. One that was read was delivered; `unsubscribed` is the wish of whom it was for; `dismissed`
 * is said of a push that was put away.
 */
export const reportOutcomes = [
  'delivered',
  'read',
  'bounced',
  'failed',
  'complained',
  'unsubscribed',
  'dismissed',
] as const
export type ReportOutcome = (typeof reportOutcomes)[number]

/** What a provider says later about a message that it took. */
export interface Report {
  /** What the provider calls the message; or the id of the send. */
  readonly reference?: string
  readonly sendId?: string
  readonly outcome: ReportOutcome
  /** Of a bounce: whether the address will never do. */
  readonly isPermanent?: boolean
  readonly detail?: string
}

export type ProviderSettings = Readonly<Record<string, unknown>>

export interface CourierOptions {
  /** Whether it may speak to private networks. */
  readonly allowPrivate: boolean
  /** The same of the addresses that browsers gave. */
  readonly allowPrivateDevices: boolean
}

/** One kind of provider. */
export interface CourierKind {
  readonly name: string
  readonly channel: SendChannel
  /** What is wrong with settings of this kind. */
  faultsOf(settings: ProviderSettings): Fault[]
  /** Names of settings that are not told again. */
  readonly secretSettings: readonly string[]
  /** Whether the provider knows messages by their id, so that one may be handed over twice and is sent once. */
  knowsIds(settings: ProviderSettings): boolean
  open(settings: ProviderSettings, concurrency: number, options: CourierOptions): Courier
  /** Settings with what the server makes itself where it was not given, such as a pair of keys. */
  complete?(settings: ProviderSettings): ProviderSettings
  /** Reads what the provider posts about messages, or undefined when it cannot be read. */
  readReports?(settings: ProviderSettings, body: unknown): Report[] | undefined
  /**
   * Reads what came back of messages where the settings say, and marks it as read when it was taken. Rejects when it is
   * not there. Answers how much it read.
   */
  readReturned?(
    settings: ProviderSettings,
    options: CourierOptions,
    take: (reports: readonly Report[]) => Promise<void>,
  ): Promise<number>
  /** Whether the provider posted it, by its signature. Without this, whoever knows the address may post there. */
  isPostedBy?(settings: ProviderSettings, headers: IncomingHttpHeaders, body: string): boolean
  /** What to answer a provider that asks whether the address is meant for it; undefined when it is not. */
  answerChallenge?(settings: ProviderSettings, query: Readonly<Record<string, unknown>>): string | undefined
}
