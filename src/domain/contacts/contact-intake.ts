import { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { createGroupCommit } from '../../storage/group-commit.ts'
import type { LogSignal } from '../../storage/log/signal.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import { type Creation, createApart, createContact, type InTheMaking, keyName } from './create-contact.ts'
import { prepareContact } from './create-contacts.ts'
import { contactBeingCreated, contactCreationTooSlow } from './errors.ts'
import { attempt } from './outcome.ts'

/** Makes single contacts. Those that are asked for at once are committed together. */
export interface ContactIntake {
  /**
   * Resolves when the contact is committed. Throws as `createContact` does, and `contact-creation-too-slow` when it cannot
   * be committed by then; nothing is written then.
   */
  create(tenant: Tenant, creation: Creation, withinMs?: number): Promise<Contact>
  /** Resolves when nothing is under way. */
  drain(): Promise<void>
  /** Whether so many wait for their commit that work in the background gives way. */
  isPressed(): boolean
}

export interface ContactIntakeOptions {
  /** Transactions at a time. */
  readonly flights: number
  readonly mostPerBatch: number
  /** Hears of what failed after its maker had been told that it takes too long. */
  onError?(error: unknown): void
}

interface Waiting {
  readonly tenant: Tenant
  readonly creation: Creation
  readonly resolve: (contact: Contact) => void
  readonly reject: (error: unknown) => void
  timer?: NodeJS.Timeout
  /** Its maker has been told that it takes too long: it must not be written. */
  isLate: boolean
}

/** Somebody in a batch became late while it was written: the others are written anew. */
class Overtaken extends Error {}

export function createContactIntake(
  db: Db,
  signal: LogSignal,
  { flights, mostPerBatch, onError }: ContactIntakeOptions,
): ContactIntake {
  /** What the flight of a tenant is making. */
  const making = new Map<string, InTheMaking>()
  const group = createGroupCommit<Waiting>({
    most: flights,
    mostPerBatch,
    async write(batch, tenantId) {
      try {
        const outcomes = await writePresent(batch)
        return batch.map(each => () => answer(each, outcomes.get(each)))
      } finally {
        making.delete(tenantId)
      }
    },
    refusal: (each, error) => () => (each.isLate ? onError?.(error) : answer(each, error)),
    onAnswered: (_, tenantId) => signal.appended('events', [tenantId]),
  })

  /** What became of those whose makers still wait. */
  async function writePresent(batch: readonly Waiting[]): Promise<Map<Waiting, Contact | DomainError>> {
    const present = batch.filter(each => !each.isLate)
    if (present.length === 0) return new Map()
    try {
      const outcomes = await transact(db, tx => write(tx, present))
      return new Map(present.map((each, index) => [each, outcomes[index]!]))
    } catch (error) {
      if (error instanceof Overtaken) return writePresent(present)
      throw error
    }
  }

  async function write(tx: Tx, present: readonly Waiting[]) {
    const { tenant } = present[0]!
    const creations = present.map(each => each.creation)
    const outcomes = await createApart(tx, tenant, creations, now => making.set(tenant.id, now))
    if (present.some(each => each.isLate)) throw new Overtaken()
    // It will be committed: the answers wait for that.
    for (const each of present) clearTimeout(each.timer)
    return outcomes
  }

  /** Who is late has been told. */
  function answer(each: Waiting, outcome: unknown) {
    clearTimeout(each.timer)
    if (each.isLate) return
    if (outcome instanceof Error) each.reject(outcome)
    else each.resolve(outcome as Contact)
  }

  function giveUp(each: Waiting, withinMs: number) {
    each.isLate = true
    group.withdraw(each.tenant.id, each)
    each.reject(contactCreationTooSlow(withinMs))
  }

  /** With a check against the rules of the batch that is being written. Throws when that makes a contact with the same key. */
  function checkAgainst(now: InTheMaking | undefined, creation: Creation): Creation {
    if (!now) return creation
    const contact = attempt(() => prepareContact(creation.input, now.rules, creation.at))
    if (contact instanceof DomainError) return creation
    if (now.keys.has(keyName(contact))) throw contactBeingCreated(contact.type.keyAttribute)
    return { ...creation, checked: { rules: now.rules, contact } }
  }

  return {
    async create(tenant, creation, withinMs) {
      const checked = checkAgainst(making.get(tenant.id), creation)
      return new Promise((resolve, reject) => {
        const each: Waiting = { tenant, creation: checked, resolve, reject, isLate: false }
        if (withinMs !== undefined) each.timer = setTimeout(giveUp, withinMs, each, withinMs)
        group.add(tenant.id, each)
      })
    },
    drain: group.drain,
    isPressed: group.isPressed,
  }
}

/** The same, but in a transaction that someone else commits: there is no early answer, for it would not be the true one. */
export function createContactIntakeWithin(tx: Tx): ContactIntake {
  return {
    create: (tenant, { input, at }) => createContact(tx, tenant, input, at),
    drain: async () => {},
    isPressed: () => false,
  }
}
