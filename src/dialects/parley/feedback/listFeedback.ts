import Type from 'typebox'
import { listFeedback as list } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { FeedbackModel, State, toWireFeedback } from './translate.ts'

/** The newest first. */
export const listFeedback = operation({
  method: 'GET',
  path: '/feedback',
  name: 'listFeedback',
  summary: 'List feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  query: Type.Object({
    ...pageQuery,
    state: Type.Optional(State),
    content: Type.Optional(Type.String({ maxLength: 200, description: 'What any of its fields holds.' })),
  }),
  replies: { 200: pageOf(FeedbackModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query: { limit, cursor, ...filter } }) {
    const page = await list(db, caller.tenant, filter, { limit, ...(cursor !== undefined && { cursor }) })
    return { status: 200, body: toWirePage(page, toWireFeedback) }
  },
})
