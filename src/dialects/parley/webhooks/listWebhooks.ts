import Type from 'typebox'
import { listWebhooks as list } from '../../../domain/webhooks/list-webhooks.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readPlace, toPage } from '../../../kernel/page.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { toWireWebhook, WebhookModel } from './translate.ts'

/** Of every dialect, disabled ones too, the oldest first. */
export const listWebhooks = operation({
  method: 'GET',
  path: '/webhooks',
  name: 'listWebhooks',
  summary: 'List the webhooks of the tenant',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(WebhookModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query: { limit, cursor } }) {
    const [after = ''] = readPlace(cursor, [isUuid]) ?? []
    const webhooks = (await list(db, caller.tenant.id)).filter(({ id }) => id > after)
    return {
      status: 200,
      body: toWirePage(
        toPage(webhooks, limit, last => [last.id]),
        toWireWebhook,
      ),
    }
  },
})
