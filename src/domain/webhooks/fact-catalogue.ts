/**
 * Every fact that can stand in the logs: what it means and what is in its data, by samples. A test sees to it that none is
 * missing.
 */
import { interactionFact } from './face.ts'
import { type FactType, field, ofContact, ofTenant } from './fact-type.ts'

const id = (n: number) => `0198c2f4-7a00-7000-8000-00000000000${n}`
const [interactionId, schemaKey, segmentId, runId, automationId, sendId, templateId] = [
  1, 2, 3, 4, 5, 6, 7,
].map(id)
/** The contact of the samples. */
export const sampleContactId = id(8)
export const sampleFactId = id(9)

const contactType = field('contactType', 'Member', 'Its contact type.')
const cartReference = field('cartReference', 'cart-1', 'What the shop calls the cart.')
const schemaFields = [
  field('schemaKey', schemaKey, 'The key of the schema, which stays when its id is used again.'),
  field('schemaId', 'product-review', 'The id of the schema.'),
]
const segmentFields = [field('segmentId', segmentId, 'The segment.'), field('name', 'Reviewers', 'Its name.')]
const memberFields = [
  field('segmentId', segmentId, 'The segment.'),
  field('cause', 'fact', 'Why: `fact`, `time`, `computation` or `list`.'),
]
const orderFields = [
  field('orderId', 'order-1', 'The number of the order.'),
  field('status', 'Shipped', 'Its status.'),
  field('versionTag', '1', 'Its version.'),
]
const runFields = [
  field('automationId', automationId, 'The automation.'),
  field('runId', runId, 'The run.'),
  field('reason', 'entry', 'Why it started, or ended.', ['goal']),
]
const automationFields = [
  field('automationId', automationId, 'The automation.'),
  field('name', 'Sorry', 'Its name.'),
  field('definitionVersion', 2, 'The newest version of its definition.'),
  field('actor', 'person:ann@example.com', 'Who did it, as in the audit trail.', [null]),
]
const sendFields = [
  field('sendId', sendId, 'The send.'),
  field('channel', 'email', 'On which channel.', [
    'sms',
    'whatsapp',
    'push',
    'webPush',
    'inApp',
    'onSite',
    'inline',
  ]),
  field('templateId', templateId, 'Of which template.'),
  field('origin', { kind: 'automation', id: automationId, step: 'quote' }, 'What made it.'),
]
const reason = field('reason', 'preference-missing', 'Why.', ['not-delivered'])
const deviceFields = [
  field('deviceId', id(9), 'The device.'),
  field('channel', 'webPush', 'On which channel it is reached.', ['push']),
]

const businessEventName = field('name', 'Price Drop', 'The business event.')

const [surveyId, responseId, feedbackId] = ['a', 'b', 'c'].map(
  digit => `0198c2f4-7a00-7000-8000-00000000000${digit}`,
)
const surveyFields = [
  field('surveyId', surveyId, 'The survey.'),
  field('version', 1, 'Its version.'),
  field('name', 'After a visit', 'Its name.'),
]
const sampleActivity = {
  pageUrl: 'https://shop.example/',
  pageTitle: 'Shop',
  ip: '192.0.2.1',
  city: null,
  country: null,
  browser: 'Firefox',
  browserVersion: '140.0',
  platform: 'Linux',
}

export const factCatalogue: readonly FactType[] = [
  ofContact(
    'contact.created',
    'A contact was made.',
    contactType,
    field('approved', true, 'False while it waits for its approval.'),
    field(
      'now',
      { location: { latitude: 52.37, longitude: 4.9 } },
      'Those of its attributes that are positions, if any; nothing longer than 1 000 characters.',
    ),
  ),
  ofContact(
    'contact.updated',
    'Something of a contact changed.',
    field('attributes', ['city'], 'The names of the attributes that changed.'),
    field('was', { city: 'Lund' }, 'What they were, if anything; nothing longer than 1 000 characters.'),
    field(
      'now',
      { city: 'Malmö' },
      'What they are since then, if anything; nothing longer than 1 000 characters.',
    ),
    field(
      'preferences',
      { email: true, sms: false, postal: true },
      'What was answered about channels, if anything.',
      [{ email: false }],
    ),
    field('consents', { newsletter: true }, 'Consents of which the answer changed, if any.'),
    field('contactType', { from: 'Contact', to: 'Member' }, 'The types, when it changed.'),
    field('approved', true, 'When it was approved.'),
  ),
  ofContact(
    'contact.merged',
    'A contact took over what another one had.',
    field('mergedContactId', id(0), 'The other one.'),
  ),
  ofContact('contact.deleted', 'A contact was erased.', contactType, {
    name: 'mergedInto',
    about: 'The contact that took it over, when it was merged.',
    sample: id(0),
  }),
  ofContact(
    interactionFact,
    'An interaction was accepted.',
    field('interactionId', interactionId, 'The interaction. In the stream it is the id of the fact.'),
    field('payload', { rating: 5 }, 'What it says. In the stream it is the data itself.'),
  ),
  ofContact(
    'interaction.rejected',
    'An interaction broke its schema and is kept for a replay.',
    field('rejectedId', interactionId, 'The rejected interaction.'),
    schemaFields[0]!,
  ),
  ofContact(
    'interaction.replayed',
    'A rejected interaction was stored after all.',
    field('rejectedId', id(0), 'The rejected interaction, which is gone.'),
    field('interactionId', interactionId, 'The interaction.'),
    schemaFields[0]!,
  ),
  ofContact(
    'interaction.discarded',
    'A rejected interaction was taken away for good.',
    field('rejectedId', interactionId, 'The rejected interaction.'),
    schemaFields[0]!,
  ),
  ofContact(
    'interaction.deleted',
    'An interaction was deleted.',
    field('interactionId', interactionId, 'The interaction.'),
    schemaFields[0]!,
    field('seq', 1, 'The place it had in the log.'),
  ),
  ofTenant('schema.created', 'A schema was made.', ...schemaFields),
  ofTenant(
    'schema.updated',
    'A schema has another definition.',
    ...schemaFields,
    field('version', 2, 'The version it has now.'),
  ),
  ofTenant('schema.deleted', 'A schema was deleted, with its interactions.', ...schemaFields),
  ofTenant('store.created', 'A store was made.', field('externalId', 'store-1', 'The id of the store.')),
  ofTenant('store.updated', 'A store was changed.', field('externalId', 'store-1', 'The id of the store.')),
  ofContact(
    'receipt.registered',
    'A receipt was registered.',
    field('receiptId', id(0), 'The receipt.'),
    field('uniqueReceiptId', 'receipt-1', 'What the till calls it.'),
    field('storeExternalId', 'store-1', 'The store.'),
    field('createdDate', '2026-03-01T10:00:00.000Z', 'When it was bought.'),
    field('totalGrossPrice', '199.00', 'What was paid.'),
    field('currency', 'SEK', 'In which currency.'),
  ),
  ofContact(
    'order.registered',
    'The status of an order was told.',
    field('orderId', 'order-1', 'The number of the order.'),
    field('orderStatus', 'Shipped', 'Its status.'),
    field('paymentStatus', 'Paid', 'The status of the payment.'),
    field('createdDate', '2026-03-01T10:00:00.000Z', 'When it was ordered.'),
    field('storeId', 'store-1', 'The store.'),
    field('currency', 'SEK', 'The currency.'),
    field('totalGrossPrice', '199.00', 'What it costs.'),
    field('language', 'sv-SE', 'The language of the customer.'),
    field('order', {}, 'The order as it was sent.'),
  ),
  ofContact('order.created', 'An order was stored.', ...orderFields),
  ofContact('order.updated', 'An order was changed.', ...orderFields),
  ofContact('order.deleted', 'An order was deleted.', orderFields[0]!),
  ofContact(
    'order.action-taken',
    'Something was done to an order.',
    orderFields[0]!,
    field('action', 'payment-reminder', 'What.'),
    field('data', {}, 'What was told with it.'),
    field('language', 'sv-SE', 'The language of the customer.'),
  ),
  ofContact(
    'cart.registered',
    'A cart has these items now.',
    cartReference,
    field('items', [{ sku: 'sku-1', quantity: 1 }], 'Its items.'),
  ),
  ofContact('cart.abandoned', 'Nothing was done with a cart for half an hour.', cartReference),
  ofContact('product.viewed', 'A contact looked at a product.', field('sku', 'sku-1', 'The product.')),
  ofContact(
    'nps.answered',
    'A contact answered an NPS survey.',
    field('grade', 9, 'From 0 to 10.'),
    field('storeId', 'store-1', 'The store, if any.'),
  ),
  ofTenant('survey.created', 'A survey was made.', ...surveyFields),
  ofTenant('survey.updated', 'A survey was written anew: a version.', ...surveyFields),
  ofTenant('survey.deleted', 'A survey was deleted, and all responses with it.', ...surveyFields),
  ofContact(
    'survey.answered',
    'Somebody answered a survey: the contact, where it is known.',
    field('responseId', responseId, 'The response.'),
    field('surveyId', surveyId, 'The survey.'),
    field('version', 1, 'The version of it that was answered.'),
    field('title', 'Your visit', 'Its title.'),
    field('grade', 9, 'Of the first question for a score, from 0 to 10; null without one.'),
    field(
      'data',
      {
        answers: [
          {
            id: responseId,
            questionId: 'nps',
            questionText: 'Would you recommend us?',
            value: { kind: 'score', value: 9 },
          },
        ],
        customData: { plan: ['pro'] },
        activity: sampleActivity,
        publicUrl: null,
      },
      'The answers, and from where they came.',
    ),
  ),
  ofContact(
    'survey.response-deleted',
    'A response was deleted.',
    field('responseId', responseId, 'The response.'),
    field('surveyId', surveyId, 'The survey.'),
  ),
  ofContact(
    'feedback.submitted',
    'Somebody gave feedback: the contact, where it is known.',
    field('feedbackId', feedbackId, 'The feedback.'),
    field('kind', 'Problem', 'Like, Question, Suggestion or Problem.'),
    field(
      'data',
      {
        fields: [
          {
            id: feedbackId,
            label: 'Message',
            isCustom: false,
            value: { kind: 'message', text: 'It broke.' },
          },
        ],
        customData: {},
        activity: sampleActivity,
        publicUrl: null,
      },
      'What it says, and from where it came.',
    ),
  ),
  ofContact(
    'feedback.replied',
    'The company replied to feedback, or who gave it did.',
    field('feedbackId', feedbackId, 'The feedback.'),
    field('replyId', responseId, 'The reply.'),
    field('writtenBy', 'admin', '`admin` or `user`.'),
    field(
      'data',
      { email: 'bo@acme.example', name: 'Bo', text: 'Try again.', attachments: [], publicUrl: null },
      'What it says.',
    ),
  ),
  ofContact(
    'feedback.changed',
    'Feedback was marked as read or done, or got other tags.',
    field('feedbackId', feedbackId, 'The feedback.'),
    field('state', 'done', 'unread, read or done.'),
    field('tags', ['shop'], 'Its tags.'),
  ),
  ofContact('feedback.deleted', 'Feedback was deleted.', field('feedbackId', feedbackId, 'The feedback.')),
  ofTenant(
    'upload.ended',
    'All rows of an upload were carried out or refused.',
    field('uploadId', feedbackId, 'The upload.'),
    field('kind', 'users', 'What its rows are.'),
    field('subject', '', 'What they are of: the slug of a catalogue.'),
    field('state', 'succeeded', 'succeeded or failed.'),
    field('rows', 1000, 'That were looked at.'),
    field('refused', 0, 'Of these.'),
  ),
  ofTenant(
    'business-event.defined',
    'It was said what business events of a name may say.',
    businessEventName,
    field('attributes', [{ name: 'sku', type: 'string' }], 'Its attributes, all of them.'),
  ),
  ofTenant('business-event.undefined', 'The definition of a business event was deleted.', businessEventName),
  ofTenant(
    'catalogue.defined',
    'A catalogue was made, or defined anew.',
    field('slug', 'shoes', 'The catalogue.'),
    field('name', 'Shoes', 'Its name.'),
  ),
  ofTenant('catalogue.deleted', 'A catalogue was deleted.', field('slug', 'shoes', 'The catalogue.')),
  ofTenant(
    'recommendation.defined',
    'A recommendation was made, or defined anew.',
    field('slug', 'beside', 'The recommendation.'),
    field('kind', 'by-item', 'static, by-item or by-user.'),
    field('catalogue', 'shoes', 'Of which catalogue.'),
  ),
  ofContact(
    'custom-trigger.triggered',
    'A custom trigger was called for a contact.',
    field('triggerId', 'back-in-stock', 'The trigger.'),
    field('data', { sku: 'sku-1' }, 'What was told with it.'),
  ),
  ofTenant('segment.created', 'A segment was made.', ...segmentFields),
  ofTenant('segment.updated', 'A segment was changed.', ...segmentFields),
  ofTenant('segment.deleted', 'A segment was deleted.', ...segmentFields),
  ofContact('segment.entered', 'A contact came into a segment.', ...memberFields),
  ofContact('segment.left', 'A contact left a segment.', ...memberFields),
  ofTenant(
    'campaign.done',
    'Nothing of a campaign is left to be sent.',
    field('campaignId', id(0), 'The campaign.'),
  ),
  ofContact('message.queued', 'A message is to be sent.', ...sendFields),
  ofContact('message.sent', 'A message was handed over.', ...sendFields),
  ofContact('message.delivered', 'A message arrived.', ...sendFields),
  ofContact('message.bounced', 'A message came back.', ...sendFields, reason),
  ofContact('message.failed', 'A message could not be sent.', ...sendFields, reason),
  ofContact('message.unknown', 'Nobody can say whether a message was sent.', ...sendFields, reason),
  ofContact('message.suppressed', 'A message may not be sent to the contact.', ...sendFields, reason),
  ofContact('message.cancelled', 'A message was not sent: its campaign was stopped.', ...sendFields, reason),
  ofContact('message.complained', 'The receiver of a message called it spam.', ...sendFields),
  ofContact('message.dismissed', 'A push was put away.', ...sendFields),
  ofContact('message.opened', 'A message was opened for the first time.', ...sendFields),
  ofContact(
    'message.clicked',
    'A link of a message was followed.',
    ...sendFields,
    field('url', 'https://example.com/offers', 'Where it leads.'),
  ),
  ofContact('device.added', 'Messages can be sent to a device of a contact.', ...deviceFields),
  ofContact('device.removed', 'Messages can no longer be sent to a device of a contact.', ...deviceFields),
  ofContact(
    'content.visited',
    'A page or an app asked what is on show for a contact, for the first time or after thirty days.',
    field('channel', 'onSite', 'For which channel.', ['inApp', 'inline']),
  ),
  ofTenant('automation.created', 'An automation was made, as a draft.', ...automationFields),
  ofTenant('automation.updated', 'An automation was edited.', ...automationFields),
  ofTenant('automation.started', 'An automation runs.', ...automationFields),
  ofTenant('automation.paused', 'An automation stands still.', ...automationFields),
  ofTenant('automation.resumed', 'An automation runs again.', ...automationFields),
  ofTenant('automation.stopped', 'An automation was stopped, and its runs end.', ...automationFields),
  ofTenant('automation.deleted', 'An automation was taken away, with its runs.', ...automationFields),
  ofContact('automation.run.started', 'A contact entered an automation.', ...runFields),
  ofContact('automation.run.ended', 'A run is over, with all its branches.', ...runFields),
  ofTenant(
    'webhook.disabled',
    'A webhook was switched off.',
    field('webhookId', id(0), 'The webhook.'),
    field('reason', 'The receiver answered 410 Gone.', 'Why.'),
  ),
]
