import Type, { type Static } from 'typebox'
import {
  type Store,
  type StoreDetail,
  type StorePatch,
  storeDetails,
  storeTypes,
} from '../../../domain/stores/store.ts'
import type { Fields } from '../commerce-reader.ts'

const text = Type.Union([Type.String(), Type.Null()])
const details = Object.fromEntries(storeDetails.map(name => [name, text])) as Record<StoreDetail, typeof text>

export const StoreBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description: `name and externalId, and optionally type (RETAIL, ECOM), active, ${storeDetails.join(', ')}.`,
  },
)

export const StoreModel = Type.Object({
  name: Type.String(),
  externalId: Type.String(),
  type: Type.String(),
  active: Type.Boolean(),
  ...details,
})

export function toVoyadoStore({ externalId, name, type, active, details }: Store): Static<typeof StoreModel> {
  const texts = storeDetails.map(detail => [detail, details[detail] ?? null])
  return { name, externalId, type, active, ...Object.fromEntries(texts) }
}

const longTexts: readonly StoreDetail[] = [
  'headerHtml',
  'footerHtml',
  'emailUnsubscribeText',
  'emailViewOnlineText',
  'adjacentZipCodes',
]

export function toStorePatch(fields: Fields): StorePatch & { externalId: string } {
  const named = storeDetails.filter(name => fields.names(name))
  return {
    name: fields.text('name'),
    externalId: fields.text('externalId'),
    type: fields.optionalOneOf('type', storeTypes),
    active: fields.optionalFlag('active'),
    details: Object.fromEntries(
      named.map(name => [name, fields.optionalText(name, longTexts.includes(name) ? 50_000 : 200)]),
    ),
  }
}
