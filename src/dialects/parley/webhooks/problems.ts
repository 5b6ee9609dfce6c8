import type { Problems } from '../problem.ts'

export const webhookProblems: Problems = {
  'webhook-not-found': {
    status: 404,
    title: 'Webhook not found',
    about: 'The tenant has no webhook of this id.',
  },
  'webhook-invalid': {
    status: 422,
    title: 'Invalid webhook',
    about: '`errors` lists what is wrong with its address, event types, headers or limits.',
  },
  'webhook-is-disabled': {
    status: 409,
    title: 'Webhook disabled',
    about: 'A webhook that is switched off is sent nothing. Enable it first.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'Too many webhooks',
    about: 'The setting `webhooks` says how many there may be, disabled ones included.',
  },
  'delivery-not-found': {
    status: 404,
    title: 'Delivery not found',
    about: 'There is no delivery of this id. Ended ones are kept for thirty days.',
  },
}
