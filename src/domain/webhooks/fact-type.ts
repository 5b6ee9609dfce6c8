/** What there is to say of a fact: what it means and what is in its data, by samples. */
export interface FactField {
  readonly name: string
  readonly about: string
  /** A value such as it may have. */
  readonly sample: unknown
  /** Others of which messages of another type are made. */
  readonly others?: readonly unknown[]
}

export interface FactType {
  readonly type: string
  readonly about: string
  /** Whether it is about one contact. */
  readonly hasContact: boolean
  readonly fields: readonly FactField[]
}

export const field = (
  name: string,
  sample: unknown,
  about: string,
  others: readonly unknown[] = [],
): FactField => ({
  name,
  about,
  sample,
  ...(others.length > 0 && { others }),
})
export const ofContact = (type: string, about: string, ...fields: FactField[]): FactType => ({
  type,
  about,
  hasContact: true,
  fields,
})
export const ofTenant = (type: string, about: string, ...fields: FactField[]): FactType => ({
  type,
  about,
  hasContact: false,
  fields,
})

/** The data of every sample: with the values of the catalogue first, then with other values of its fields. */
export function sampleVariantsOf(fact: FactType): readonly Readonly<Record<string, unknown>>[] {
  let variants = [sampleDataOf(fact)]
  for (const { name, others = [] } of fact.fields)
    variants = [
      ...variants,
      ...others.flatMap(value => variants.map(variant => ({ ...variant, [name]: value }))),
    ]
  return variants
}

/** The data of a sample. */
export const sampleDataOf = ({ fields }: FactType): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map(({ name, sample }) => [name, sample]))
