import { readServiceAccount } from '../../../domain/people/read-service-accounts.ts'
import { deleteServiceAccount as remove } from '../../../domain/people/write-service-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { serviceAccountParams } from './model.ts'

export const deleteServiceAccount = operation({
  method: 'DELETE',
  path: '/service-accounts/{serviceAccountId}',
  name: 'deleteServiceAccount',
  summary: 'Remove a service account; its keys open nothing any more',
  tag: 'Keys',
  scope: 'keys:write',
  params: serviceAccountParams,
  replies: { 204: null },
  errors: ['service-account-not-found', 'key-too-powerful'],
  async handle({ db, write, clock, directory, caller, params }) {
    const { id } = await readServiceAccount(db, caller.tenant.id, params.serviceAccountId)
    await write(tx => remove(tx, caller.tenant.id, id, byOf(caller, clock)))
    await directory.refresh()
    return { status: 204 }
  },
})
