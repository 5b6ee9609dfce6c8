import type { Tenant } from '../../domain/accounts/tenant.ts'
import { createApart } from '../../domain/contacts/create-contact.ts'
import type { NewContact } from '../../domain/contacts/new-contact.ts'
import { prepare } from '../../domain/interactions/interaction.ts'
import { recordInteractions, type Submission } from '../../domain/interactions/record-interactions.ts'
import { createSchema } from '../../domain/schemas/create-schema.ts'
import { readSchemas } from '../../domain/schemas/schema-cache.ts'
import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import { person } from './people.ts'
import { reuseSchema, reviewSchema, wishlistSchema } from './schemas.ts'

/** The contact in the examples of the vendor's pages. */
export const sampleContactId = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'

const contactCount = 36
const interactionCount = 360
const dayMs = 86_400_000

/** Fills the demo tenant: three schemas, some dozen contacts, and what they did in the last 90 days. */
export async function seedDemo(tx: Tx, tenant: Tenant, now: Date): Promise<void> {
  for (const schema of [reuseSchema, reviewSchema, wishlistSchema])
    await createSchema(tx, tenant, schema, now)
  const contactIds = await addContacts(tx, tenant, now)

  const schemas = await readSchemas(tx, tenant)
  const random = generator(20230523)
  const submissions: Submission[] = []
  for (let number = 0; number < interactionCount; number++) {
    // A third falls to the sample contact's kind of interaction, so that its list has more than one page.
    const { schemaId, payload } = something(random, number)
    const contactId =
      number % 3 === 0 && number < 200 ? sampleContactId : contactIds[pick(random, contactCount)]!
    const createdDate = new Date(now.getTime() - Math.floor(random() * 90 * dayMs))
    const body = JSON.stringify({ contactId, schemaId, createdDate, payload })
    const input = { contactId, schemaId, createdDate, payload, body }
    submissions.push({ prepared: prepare(tenant.id, schemas.get(schemaId)!, input), receivedAt: now })
  }
  await recordInteractions(tx, submissions)
}

/** All at once: one by one they would take most of the first start. */
async function addContacts(tx: Tx, tenant: Tenant, now: Date): Promise<string[]> {
  const creations = Array.from({ length: contactCount }, (_, number) => ({
    input: newContact(number, now),
    at: now,
  }))
  const outcomes = await createApart(tx, tenant, creations)
  return outcomes.map(outcome => {
    if (outcome instanceof DomainError) throw outcome
    return outcome.id
  })
}

function newContact(number: number, now: Date): NewContact {
  return {
    ...(number === 0 && { id: sampleContactId }),
    attributes: { ...person(number) },
    preferences: { email: number % 4 !== 3, sms: number % 3 === 0, postal: number % 2 === 0 },
    consents: [
      { id: 'memberTerms', value: true, date: new Date(now.getTime() - 100 * dayMs), source: 'demo' },
    ],
    source: 'demo',
    createAsUnapproved: false,
  }
}

const skus = [
  'SHIRT-LINEN-M',
  'JEANS-SLIM-32',
  'COAT-WOOL-L',
  'BOOT-LEATHER-42',
  'BAG-CANVAS',
  'SCARF-SILK',
  'CAP-COTTON',
]
const reused = ['Winter coat', 'Rain boots', 'Party dress', 'Wool sweater', 'Denim jacket', 'Backpack']
const verdicts = ['Not for me', 'Could be better', 'Decent', 'Very good', 'Love it']

function something(
  random: () => number,
  number: number,
): { schemaId: string; payload: Record<string, unknown> } {
  const sku = skus[pick(random, skus.length)]!
  const kind = number % 3
  if (kind === 0) {
    const created = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 300) * dayMs).toISOString()
    return {
      schemaId: reuseSchema.id,
      payload: { name: reused[pick(random, reused.length)]!, price: 20 + pick(random, 480), created },
    }
  }
  if (kind === 1) {
    const rating = 1 + pick(random, 5)
    const payload = {
      productSku: sku,
      rating,
      title: verdicts[rating - 1]!,
      verifiedPurchase: random() < 0.7,
    }
    return { schemaId: reviewSchema.id, payload }
  }
  const price = Math.round(random() * 150_000) / 100
  const payload = { productSku: sku, category: sku.split('-')[0]!.toLowerCase(), price, currency: 'SEK' }
  return { schemaId: wishlistSchema.id, payload }
}

function pick(random: () => number, count: number): number {
  return Math.floor(random() * count)
}

/** Numbers from 0 to 1, the same at every start (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
