import Type from 'typebox'
import { fileField, readFeedback } from '../../../domain/feedback/new-feedback.ts'
import { submitFeedback } from '../../../domain/feedback/write-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { withParts } from './read-parts.ts'
import { FeedbackModel, FeedbackPart, toWireFeedback } from './translate.ts'

const nowhere = {
  pageUrl: null,
  pageTitle: null,
  ip: null,
  city: null,
  country: null,
  browser: null,
  browserVersion: null,
  platform: null,
}

/** For the company's own servers, which show the form: this takes a key. */
export const createFeedback = operation({
  method: 'POST',
  path: '/feedback',
  name: 'createFeedback',
  summary: 'Take in feedback, with files',
  tag: 'Feedback',
  scope: 'feedback:write',
  isNeverStored: true,
  parts: Type.Object({ feedback: FeedbackPart, snapshot: Type.Optional(Type.String({ format: 'binary' })) }),
  replies: { 201: FeedbackModel },
  errors: [
    'feedback-invalid',
    'input-invalid',
    'multipart-malformed',
    'attachment-too-large',
    'attachment-type-refused',
  ],
  async handle(request) {
    const { write, caller, now, href, publicUrl } = request
    const feedback = await withParts(
      request,
      'feedback',
      FeedbackPart,
      ({ contact, activity, ...input }, files) => {
        const giver = contact && { kind: contact.by, value: contact.value }
        const read = readFeedback({
          ...input,
          ...(giver && { giver }),
          activity: { ...nowhere, ...activity },
        })
        const fields = [...read.fields, ...files.map(({ name, file }) => fileField(name, file))]
        return write(tx => submitFeedback(tx, caller.tenant, { ...read, fields }, publicUrl ?? null, now))
      },
    )
    return {
      status: 201,
      body: toWireFeedback(feedback),
      headers: { location: href(`/feedback/${feedback.id}`) },
    }
  },
})
