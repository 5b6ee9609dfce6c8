import Type, { type Static } from 'typebox'
import { normaliseEmail } from '../../../domain/contacts/email-address.ts'
import type { FeedbackFilter } from '../../../domain/feedback/feedback.ts'
import { readReplies, searchFeedback } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { readLooseInstant } from '../../../kernel/loose-instant.ts'
import { storageFaults } from '../../../kernel/storable.ts'
import { Account, contain, container, Format } from '../container.ts'
import { placeOf } from './place.ts'
import { FeedbackModel, searchTypeOf, toWireFeedback } from './translate.ts'

const Text = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 500 }))
/** The vendor sends texts; numbers are as good. */
const Count = Type.Optional(Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] }))

const FilterModel = Type.Object({
  feedback_id: Text,
  action: Text,
  activity_type: Text,
  email: Text,
  content: Text,
  url: Text,
  ip: Text,
  browser: Text,
  browser_version: Text,
  from: Text,
  to: Text,
  country: Text,
  city: Text,
  tags: Type.Optional(
    Type.Unsafe<readonly string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string' },
      maxItems: 50,
    }),
  ),
  client_data: Type.Optional(
    Type.Unsafe<Readonly<Record<string, string>> | null>({
      type: ['object', 'null'],
      additionalProperties: { type: 'string' },
      maxProperties: 50,
    }),
  ),
})

const [mostPerPage, mostPages] = [100, 10_000]

/** WebEngage › Feedback › Search feedback. The names of the totals are ours. */
export const searchFeedbacks = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/feedbacks/searches',
  name: 'searchFeedbacks',
  summary: 'Search feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  isNeverStored: true,
  params: Account,
  query: Format,
  body: Type.Object({ pageNo: Count, pageSize: Count, filter: Type.Optional(FilterModel) }),
  replies: {
    200: container(
      Type.Object({
        pageNo: Type.Integer(),
        pageSize: Type.Integer(),
        totalPages: Type.Integer(),
        totalCount: Type.Integer(),
        contents: Type.Array(FeedbackModel),
      }),
    ),
  },
  errors: ['input-invalid'],
  async handle({ db, caller: { tenant }, body, href }) {
    const faults: Fault[] = [...storageFaults(body)]
    const pageNo = readCount('pageNo', body.pageNo, 1, mostPages, faults)
    const pageSize = readCount('pageSize', body.pageSize, 20, mostPerPage, faults)
    const filter = toFilter(body.filter ?? {}, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const page = { offset: (pageNo - 1) * pageSize, limit: pageSize }
    const { items, total } = await searchFeedback(db, tenant, filter, page)
    const replies = await readReplies(
      db,
      tenant,
      items.map(({ id }) => id),
    )
    const place = placeOf(tenant, href)
    const contents = items.map(item => toWireFeedback(item, replies.get(item.id) ?? [], place, searchTypeOf))
    const totalPages = Math.ceil(total / pageSize)
    return { status: 200, body: contain({ pageNo, pageSize, totalPages, totalCount: total, contents }) }
  },
})

function readCount(
  field: string,
  given: string | number | null | undefined,
  otherwise: number,
  most: number,
  faults: Fault[],
): number {
  if (given === undefined || given === null || given === '') return otherwise
  const number = /^\d{1,9}$/.test(String(given)) ? Number(given) : 0
  if (number < 1 || number > most) faults.push({ field, message: `must be a whole number from 1 to ${most}` })
  return number
}

function toFilter(given: Static<typeof FilterModel>, faults: Fault[]): FeedbackFilter {
  const text = (name: keyof typeof given) => (given[name] as string | null | undefined) || undefined
  const time = (name: 'from' | 'to') => {
    const said = text(name)
    const read = said === undefined ? undefined : readLooseInstant(said)
    if (said !== undefined && !read)
      faults.push({ field: `filter.${name}`, message: 'must be a date or a time' })
    return read
  }
  const email = text('email')
  const state = text('action')?.toLowerCase()
  return {
    id: text('feedback_id'),
    state,
    kind: text('activity_type'),
    email: email === undefined ? undefined : (normaliseEmail(email) ?? email),
    content: text('content'),
    pageUrl: text('url'),
    ip: text('ip'),
    browser: text('browser'),
    browserVersion: text('browser_version'),
    from: time('from'),
    to: time('to'),
    country: text('country'),
    city: text('city'),
    tags: given.tags?.length ? given.tags : undefined,
    customData: given.client_data ?? undefined,
  }
}
