import { deleteProvider as remove } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { providerParams } from './provider-model.ts'

export const deleteProvider = operation({
  method: 'DELETE',
  path: '/providers/{providerId}',
  name: 'deleteProvider',
  summary: 'Take a provider away',
  tag: 'Messages',
  scope: 'providers:write',
  params: providerParams,
  replies: { 204: null },
  errors: ['provider-not-found'],
  async handle({ write, caller, params }) {
    await write(tx => remove(tx, caller.tenant.id, params.providerId))
    return { status: 204 }
  },
})
