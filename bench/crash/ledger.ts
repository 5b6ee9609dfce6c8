/**
 * What the clients were told. Every post carries a marker of its own, in the payload's `name` or, when that is left out
 * to break the schema, beside it: so each can be found in the database whatever became of its answer.
 *
 *     sent ──▶ accepted (200, an id)
 *       ├────▶ rejected (400 InvalidInteractionPayload)
 *       └────▶ unknown  (503, or the connection broke: it may be stored or not)
 */
export interface Post {
  readonly marker: string
  /** Its payload breaks the schema. */
  readonly isBroken: boolean
  /** Sent again with the same Idempotency-Key until it is answered. */
  readonly isRepeated: boolean
}

export interface Entry extends Post {
  outcome: 'accepted' | 'rejected' | 'unknown'
  /** Of the interaction, when accepted and the API tells it. */
  id: string | undefined
}

export interface Counts {
  readonly accepted: number
  readonly rejected: number
  readonly unknown: number
}

export interface Ledger {
  readonly entries: Iterable<Entry>
  note(post: Post, outcome: Entry['outcome'], id?: string): void
  /** An answer that no client should ever get, whatever was killed. */
  noteOdd(answer: string): void
  readonly odd: ReadonlyMap<string, number>
  noteDuration(milliseconds: number): void
  /** The longest that a client waited for an answer since this was last asked, in milliseconds. */
  takeSlowest(): number
  counts(): Counts
}

export function createLedger(): Ledger {
  const entries: Entry[] = []
  const odd = new Map<string, number>()
  const counts = { accepted: 0, rejected: 0, unknown: 0 }
  let slowest = 0

  return {
    entries,
    odd,
    note(post, outcome, id) {
      entries.push({ ...post, outcome, id })
      counts[outcome]++
    },
    noteOdd: answer => void odd.set(answer, (odd.get(answer) ?? 0) + 1),
    noteDuration(milliseconds) {
      slowest = Math.max(slowest, milliseconds)
    },
    takeSlowest() {
      const taken = slowest
      slowest = 0
      return taken
    },
    counts: () => ({ ...counts }),
  }
}
