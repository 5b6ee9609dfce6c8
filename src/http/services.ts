import type { Logger } from 'pino'
import type { Directory } from '../domain/accounts/directory.ts'
import type { KeyUsage } from '../domain/accounts/key-usage.ts'
import type { RequestLog } from '../domain/accounts/request-log.ts'
import type { ContactIntake } from '../domain/contacts/contact-intake.ts'
import type { Identities } from '../domain/contacts/identities.ts'
import type { Intake } from '../domain/interactions/intake.ts'
import type { CourierOptions } from '../domain/messaging/courier.ts'
import type { SignInAttempts } from '../domain/people/sign-in-attempts.ts'
import type { SchemaCache } from '../domain/schemas/schema-cache.ts'
import type { UploadKind } from '../domain/uploads/upload-kind.ts'
import type { WebhookRules } from '../domain/webhooks/create-webhook.ts'
import type { Clock } from '../kernel/clock.ts'
import type { BlobStore } from '../storage/blobs/blob-store.ts'
import type { Db } from '../storage/driver.ts'
import type { LogSignal } from '../storage/log/signal.ts'
import type { FactStreams } from './fact-streams.ts'
import type { Thresholds } from './lateness.ts'
import type { Metrics } from './metrics.ts'
import type { MinuteLimits } from './minute-limits.ts'
import type { RateLimits } from './rate-limits.ts'
import type { ServedApi } from './versions.ts'

/** What operations work with. Made once, in main.ts. */
export interface Services {
  readonly db: Db
  readonly clock: Clock
  readonly blobs: BlobStore
  readonly signal: LogSignal
  readonly directory: Directory
  readonly keyUsage: KeyUsage
  readonly requestLog: RequestLog
  readonly signIns: SignInAttempts
  readonly schemas: SchemaCache
  readonly identities: Identities
  readonly intake: Intake
  readonly contactIntake: ContactIntake
  readonly factStreams: FactStreams
  /** The APIs that are served. */
  readonly apis: readonly ServedApi[]
  readonly rateLimits: RateLimits
  readonly minuteLimits: MinuteLimits
  readonly webhookRules: WebhookRules
  /** To which networks messages may be handed over. */
  readonly courierOptions: CourierOptions
  /** What the rows of uploads can be. */
  readonly uploadKinds: readonly UploadKind[]
  readonly metrics: Metrics
  readonly logger: Logger
  /** From when on work in the background counts as late. */
  readonly thresholds: Thresholds
  /** The address clients are told, without a slash at the end; without it, the one they used. */
  readonly publicUrl: string | undefined
}
