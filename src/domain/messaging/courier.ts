/** A courier hands messages over to a provider, such as a mail server. `src/channels` has one for each kind. */
import type { Fault } from '../../kernel/domain-error.ts'
import type { SendChannel } from './send-channel.ts'
import type { Sender } from './template.ts'

/** A message as it is to leave. */
export interface OutgoingMessage {
  readonly sendId: string
  readonly contactId: string
  readonly channel: SendChannel
  readonly to: string
  /** Without it, the provider's own. */
  readonly from: Sender | null
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly headers: Readonly<Record<string, string>>
}

/** How a hand-over ended. */
export type Handover =
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

/** What a provider says later about a message that it took. */
export interface Report {
  /** What the provider calls the message; or the id of the send. */
  readonly reference?: string
  readonly sendId?: string
  readonly outcome: 'delivered' | 'bounced' | 'failed' | 'complained'
  /** Of a bounce: whether the address will never do. */
  readonly isPermanent?: boolean
  readonly detail?: string
}

export type ProviderSettings = Readonly<Record<string, unknown>>

export interface CourierOptions {
  /** Whether it may speak to private networks. */
  readonly allowPrivate: boolean
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
  /** Reads what the provider posts about messages, or undefined when it cannot be read. */
  readReports?(settings: ProviderSettings, body: unknown): Report[] | undefined
}
