/**
 * An order: what a contact asked for in a shop, from the asking to the delivery. It is kept as it was sent. Every write
 * gives it another version tag. Orders of a contact go with the contact.
 *
 * Writes are accepted as jobs and carried out by a worker, those of one order in the order in which they came:
 *
 *     accepted ──▶ pending ──▶ done
 *                     └──────▶ failed (the reason is kept)
 */
export const jobKinds = ['create', 'replace', 'delete', 'change-status', 'change-delivery', 'action'] as const
export type JobKind = (typeof jobKinds)[number]

export interface Order {
  readonly orderId: string
  readonly contactId: string | null
  readonly versionTag: string
  /** JSON as it was sent, numbers to the digit. */
  readonly body: string
}

export interface OrderRow {
  order_id: string
  contact_id: string | null
  version_tag: string
  status: string | null
  body: string
}

export function fromRow(row: OrderRow): Order {
  return { orderId: row.order_id, contactId: row.contact_id, versionTag: row.version_tag, body: row.body }
}

/** What an action on an order says; whoever acts on it finds it in the event. */
export interface OrderAction {
  readonly action: string
  readonly language: string | null
  readonly data: unknown
}
