/**
 * A store: a place where the company sells, in a street or on the web. Contacts and receipts name it by its external
 * id, which never changes.
 */
export const storeTypes = ['RETAIL', 'ECOM'] as const
export type StoreType = (typeof storeTypes)[number]

/** What else is known of a store, all of it text. */
export const storeDetails = [
  'city',
  'countryCode',
  'county',
  'email',
  'adjacentZipCodes',
  'emailUnsubscribeText',
  'emailViewOnlineText',
  'footerHtml',
  'headerHtml',
  'homepage',
  'phoneNumber',
  'region',
  'senderAddress',
  'senderName',
  'street',
  'zipCode',
  'timeZone',
  'locale',
] as const
export type StoreDetail = (typeof storeDetails)[number]

export interface Store {
  readonly externalId: string
  readonly name: string
  readonly type: StoreType
  /** An inactive store is not listed unless one asks for it. */
  readonly active: boolean
  /** Those without a value are absent. */
  readonly details: Readonly<Partial<Record<StoreDetail, string>>>
}

/** What a caller says of a store. An absent one stays as it is; a detail that is null has no value any more. */
export interface StorePatch {
  readonly name: string
  readonly type?: StoreType | null
  readonly active?: boolean | null
  readonly details: Readonly<Partial<Record<StoreDetail, string | null>>>
}

interface Row {
  external_id: string
  name: string
  type: string
  active: boolean
  details: Record<string, string>
}

export function fromRow(row: Row): Store {
  return {
    externalId: row.external_id,
    name: row.name,
    type: row.type as StoreType,
    active: row.active,
    details: row.details,
  }
}

/** The store as it is after the patch; a new one where there was none. */
export function patched(before: Store | undefined, externalId: string, patch: StorePatch): Store {
  const details = { ...before?.details, ...patch.details }
  const present = Object.entries(details).filter(([, value]) => value !== null && value !== '')
  return {
    externalId,
    name: patch.name,
    type: patch.type ?? before?.type ?? 'RETAIL',
    active: patch.active ?? before?.active ?? true,
    details: Object.fromEntries(present) as Store['details'],
  }
}
