import Type, { type Static } from 'typebox'
import { normaliseEmail } from '../../../domain/contacts/email-address.ts'
import { type FeedbackFilter, feedbackKinds, feedbackStates } from '../../../domain/feedback/feedback.ts'
import { readReplies, searchFeedback } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { storageFaults } from '../../../kernel/storable.ts'
import { Account, contain, container, Format } from '../container.ts'
import { PageModel, pageFields, readPage, toWirePage } from '../paging.ts'
import { readTime } from '../read-time.ts'
import { placeOf } from './place.ts'
import { FeedbackModel, searchTypeOf, toWireFeedback } from './translate.ts'

const Text = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 500 }))

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
  body: Type.Object({ ...pageFields, filter: Type.Optional(FilterModel) }),
  replies: {
    200: container(PageModel(FeedbackModel)),
  },
  errors: ['input-invalid'],
  async handle({ db, caller: { tenant }, body, href }) {
    const faults: Fault[] = [...storageFaults(body)]
    const page = readPage(body, faults)
    const filter = toFilter(body.filter ?? {}, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const { items, total } = await searchFeedback(db, tenant, filter, page)
    const replies = await readReplies(
      db,
      tenant,
      items.map(({ id }) => id),
    )
    const place = placeOf(tenant, href)
    const contents = items.map(item => toWireFeedback(item, replies.get(item.id) ?? [], place, searchTypeOf))
    return { status: 200, body: contain(toWirePage(page, total, contents)) }
  },
})

function toFilter(given: Static<typeof FilterModel>, faults: Fault[]): FeedbackFilter {
  const text = (name: keyof typeof given) => (given[name] as string | null | undefined) || undefined
  const time = (name: 'from' | 'to') => readTime(`filter.${name}`, text(name), faults)
  const email = text('email')
  const word = (name: 'action' | 'activity_type', words: readonly string[]) => {
    const given = text(name)
    const known = words.find(each => each.toLowerCase() === given?.toLowerCase())
    if (given !== undefined && !known)
      faults.push({ field: `filter.${name}`, message: `must be one of ${words.join(', ')}` })
    return known
  }
  return {
    id: text('feedback_id'),
    state: word('action', feedbackStates),
    kind: word('activity_type', feedbackKinds),
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
